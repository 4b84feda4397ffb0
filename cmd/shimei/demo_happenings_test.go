package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shimei/store"
	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/request"
)

// messagesOf are whom messages of a topic tell of which levels.
func messagesOf(t *testing.T, s *store.Store, topic outbox.Topic) (all []string) {
	t.Helper()
	if err := s.EachOfOutbox(t.Context(), outbox.Filter{Topic: topic}, db.Sort{By: "at"}, func(m outbox.Message) error {
		for _, x := range m.Details.Levels {
			all = append(all, fmt.Sprint(m.To.Email, " ", x.Kind, " ", x.Competency, " ", x.Level, " ", x.Until))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestTheDemonstrationShowsRequestsInEachState holds what people can look at in the demonstration, and that
// its credits are those that its facts give.
func TestTheDemonstrationShowsRequestsInEachState(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx := context.Background()
	d, err := demonstration(&terminal{ctx: ctx, cli: &cli{DB: "shimei.db"}, out: io.Discard, err: io.Discard}, l)
	if err != nil {
		t.Fatal(err)
	}
	defer d.end()
	people, err := d.store.Everybody(ctx)
	if err != nil {
		t.Fatal(err)
	}
	admin := people[slices.IndexFunc(people, func(x directory.Person) bool { return x.Role == directory.Admin })]
	var got []string
	if err := d.store.EachRequest(ctx, admin, request.Filter{}, db.Sort{By: "asked"}, func(q request.Request) error {
		got = append(got, fmt.Sprint(q.Life.Way, " ", q.Life.State, " ", q.Life.Reviewed, " ", q.Partner.Name, " ", q.CustomerName))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	want := []string{
		"claim returned true 蛍沢データサービス 星降里製菓株式会社",
		"claim submitted true Adatum Deployment Alpine Ski House",
		"claim submitted true Northwind Cloud Practice Alpine Ski House",
		"delegation active true Northwind Cloud Practice 星降里製菓株式会社",
		"delegation proposed true Adatum Deployment Alpine Ski House",
		"extension proposed true Northwind Cloud Practice 星降里製菓株式会社",
		"nomination active false Adatum Deployment Alpine Ski House",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if news := messagesOf(t, d.store, outbox.Levels); !slices.Contains(news, "jo@northwind-cloud.example level_ending smmcs silver 2016-05") {
		t.Errorf("nobody is told that a level is at risk: %q", news)
	}
	if differed, err := d.store.Recompute(ctx); err != nil || differed != 0 {
		t.Errorf("%d credits differ: %v", differed, err)
	}
}

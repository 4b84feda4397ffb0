package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"shimei/store"
	"shimei/store/programme"
)

// text reads a text that was typed into the query, without the spaces around it.
func (r *request) text(name string) string { return strings.TrimSpace(r.QueryParam(name)) }

// choice reads one of a few words from the query; anything else is as if nothing was chosen.
func (r *request) choice(name string, words ...string) string {
	if chosen := r.QueryParam(name); slices.Contains(words, chosen) {
		return chosen
	}
	return ""
}

// id reads an id from the path as it was before the path was escaped. Where the path needs
// more escaping than the usual, echo matches and returns it as it came.
func (r *request) id(name string) string {
	if id, err := url.PathUnescape(r.Param(name)); err == nil && r.Request().URL.RawPath != "" {
		return id
	}
	return r.Param(name)
}

// key reads a key from the path. Any other text is not found, as is a key of nothing.
func (r *request) key(name string) (int64, error) {
	n, err := strconv.ParseInt(r.Param(name), 10, 64)
	if err != nil {
		return 0, store.ErrNotFound
	}
	return n, nil
}

// month reads the query's month; nil where it is absent.
func (r *request) month() (*programme.Month, error) { return r.monthOf(r.QueryParam("month")) }

// monthOf reads a month that somebody typed; nil where it is empty.
func (r *request) monthOf(text string) (*programme.Month, error) {
	if text == "" {
		return nil, nil
	}
	m, err := programme.ParseMonth(text)
	if err != nil {
		return nil, r.badInput(r.l.T("input.month", "Text", text))
	}
	return &m, nil
}

// badInput is the error of a query that cannot be read, with a message in the page's language.
func (r *request) badInput(message string) error {
	return echo.NewHTTPError(http.StatusBadRequest, message).SetInternal(errInput)
}

// errInput marks an error whose message is meant for the person, in the page's language.
var errInput = errors.New("input")

package store

import (
	"context"
	"errors"

	"shimei/store/db"
	"shimei/store/directory"
	"shimei/store/programme"
	"shimei/store/request"
)

// requests are the requests of a work.
func (w *work) requests() request.Requests { return request.In(w.tx, w.p, w.ledger) }

// Ask asks for what a person means to have: of a customer, of the vendor, or of another admin; where nobody
// else decides it takes effect at once. It returns the request. Its error is the rules' refusal, or
// ErrNotFound for an association that the person does not see.
func (s *Store) Ask(ctx context.Context, who directory.Person, a request.Ask) (q request.Request, err error) {
	reference := request.NewReference()
	err = s.update(ctx, func(w *work) error {
		q, err = w.requests().New(who, a, reference)
		return err
	})
	if s.db.IsTaken(err) {
		err = errors.Join(&programme.Refusal{Code: programme.RefusedAsked}, err)
	}
	return q, err
}

// MayAsk refuses what Ask would refuse, but that it is asked for already, and changes nothing.
func (s *Store) MayAsk(ctx context.Context, who directory.Person, a request.Ask) error {
	return s.view(ctx, func(w *work) error { return w.requests().May(who, a) })
}

// Act does what a person does to a request, and has it take effect in the same transaction. It returns the
// request as it is then. Its error is the rules' refusal, or ErrNotFound for a request that is not the
// person's to see.
func (s *Store) Act(ctx context.Context, who directory.Person, on request.On) (q request.Request, err error) {
	err = s.update(ctx, func(w *work) error {
		q, err = w.requests().Act(who, on)
		return err
	})
	if s.db.IsTaken(err) {
		err = errors.Join(&programme.Refusal{Code: programme.RefusedState}, err)
	}
	return q, err
}

// End ends an association from now on, as an admin decides, however it came. Its error is the rules' refusal,
// or ErrNotFound.
func (s *Store) End(ctx context.Context, who directory.Person, association int64, said request.Said) error {
	reference := request.NewReference()
	err := s.update(ctx, func(w *work) error { return w.requests().End(who, association, said, reference) })
	if s.db.IsTaken(err) {
		err = errors.Join(&programme.Refusal{Code: programme.RefusedState}, err)
	}
	return err
}

// RequestsOf returns the requests that an association came of, and those about it, as far as a person sees
// them, latest first.
func (s *Store) RequestsOf(ctx context.Context, who directory.Person, association int64) ([]request.Request, error) {
	return read(ctx, s, func(w *work) ([]request.Request, error) { return w.requests().OfAssociation(who, association) })
}

// Extendable returns a delegation that a file brought to the account of a person and that can be made longer, by the
// key of its association, as a request without a reference; or ErrNotFound.
func (s *Store) Extendable(ctx context.Context, who directory.Person, association int64) (request.Request, error) {
	return read(ctx, s, func(w *work) (request.Request, error) { return w.requests().Extendable(who, association) })
}

// Request returns a request that a person sees with its history, or ErrNotFound.
func (s *Store) Request(ctx context.Context, who directory.Person, reference string) (request.Detail, error) {
	return read(ctx, s, func(w *work) (request.Detail, error) { return w.requests().Detail(who, reference) })
}

// Evidence returns a file of a request that a person sees, by its place among those of the request, with
// its content, or ErrNotFound.
func (s *Store) Evidence(ctx context.Context, who directory.Person, reference string, place int) (e request.Evidence, content []byte, err error) {
	err = s.view(ctx, func(w *work) error {
		e, content, err = w.requests().Evidence(who, reference, place)
		return err
	})
	return e, content, err
}

// Requests returns a part of the requests that a person sees and the filter lets through, and how many
// there are.
func (s *Store) Requests(ctx context.Context, who directory.Person, f request.Filter, p db.Part) (found []request.Request, count int64, err error) {
	err = s.view(ctx, func(w *work) error {
		found, count, err = w.requests().List(request.Seen(who), f).Page(p)
		return err
	})
	return found, count, err
}

// Beside returns the references of the requests before and after one in the order of the queue, as far as a
// filter lets them through; "" for none.
func (s *Store) Beside(ctx context.Context, who directory.Person, f request.Filter, reference string) (before, after string, err error) {
	err = s.view(ctx, func(w *work) error {
		before, after, err = w.requests().Beside(who, f, reference)
		return err
	})
	return before, after, err
}

// EachRequest calls row with every request that a person sees and the filter lets through, in order.
func (s *Store) EachRequest(ctx context.Context, who directory.Person, f request.Filter, order db.Sort, row func(request.Request) error) error {
	return s.view(ctx, func(w *work) error { return w.requests().List(request.Seen(who), f).Each(order, row) })
}

// atOnce is how many requests one transaction of the clock takes on.
const atOnce = 100

// Clock records what is over because its time is, and tells of what ends soon. It returns how much that was.
// Several may run at once: what one has done the others find done.
func (s *Store) Clock(ctx context.Context) (count int, err error) {
	for _, duty := range []func(request.Requests) (int, error){
		func(r request.Requests) (int, error) { over, err := r.Over(atOnce); return len(over), err },
		func(r request.Requests) (int, error) { return r.Remind(atOnce) },
	} {
		for n := atOnce; n == atOnce; count += n {
			if err := s.update(ctx, func(w *work) (err error) {
				n, err = duty(w.requests())
				return err
			}); err != nil {
				return count, err
			}
		}
	}
	return count, nil
}

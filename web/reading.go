package web

import (
	"errors"
	"net/http"

	"shimei/store"
)

// readsFrom decides where the request reads. Pages and files of somebody who is signed in come from the replica, where there
// is one that shows what that person changed. All else comes from the primary: forms, who is signed in with which
// role, and the pages of those who are for chosen locations, for which locations is looked up with each page.
func (r *request) readsFrom() {
	if r.who.Key == 0 || !r.Store.Follows() {
		return
	}
	ctx := r.ctx()
	switch {
	case r.Request().Method == http.MethodPost:
		ctx = r.Store.Changing(ctx, r.kept)
	case !r.who.Chosen:
		ctx, r.reading = r.Store.Reading(ctx, r.kept)
	}
	r.SetRequest(r.Request().WithContext(ctx))
}

// handled has the request answered: once more, and from the primary, where the replica breaks off before an answer began,
// or does not have what is asked for, such as a request that a letter has just told of.
func (r *request) handled(rt route) error {
	err := r.handle(rt)
	if (errors.Is(err, store.ErrReplica) || errors.Is(err, store.ErrNotFound)) && r.reading.ToPrimary() && !r.Response().Committed {
		r.state, r.basis, r.code = "", nil, http.StatusOK
		err = r.handle(rt)
	}
	return err
}

func (r *request) handle(rt route) error {
	page, err := rt.handle(r)
	if err == nil && page == nil { // a file was sent
		r.reads()
	}
	if err == nil && page != nil {
		err = r.answer(page)
	}
	return err
}

// reads sees to it that the next page is of no earlier state than this one, which was read from the primary where the
// replica was behind. A page that cannot be kept so is shown all the same.
func (r *request) reads() {
	if !r.reading.Behind() {
		return
	}
	if err := r.Store.Counted(r.ctx(), r.kept); err != nil {
		r.Log.WarnContext(r.ctx(), "the next page may be of an earlier state", "error", err, "id", requestID(r))
	}
}

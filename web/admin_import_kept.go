package web

import (
	"slices"
	"time"

	"shimei/store"
	"shimei/store/directory"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/views"
)

func init() {
	add(entry{path: views.KeptPath(":token"), audience: views.Admin, duty: directory.ToRun, form: true, section: "imports", get: keptPage, post: decideKept})
	add(entry{path: views.KeptEffectPath(":token"), audience: views.Admin, file: effectFile})
	add(entry{path: views.KeptRowsPath(":token"), audience: views.Admin, file: faultyRowsFile})
}

// lookAgain is after how many seconds a browser looks again how far a job is.
const lookAgain = "3"

// await waits a moment for a job, so that one that is quick needs no page of its own.
func (r *request) await(j *job) {
	late := r.patience()
	select {
	case <-j.ended:
	case <-late:
	case <-r.ctx().Done():
	}
}

// patience tells when a request has waited long enough.
func (p *portal) patience() <-chan time.Time {
	if p.Patience != nil {
		return p.Patience()
	}
	return time.After(time.Second)
}

// keptPage shows what became of an upload: how far it is read, what storing it would do, what is open or
// wrong in it, or what was stored. Loading it again changes nothing.
func keptPage(r *request) (views.Page, error) {
	x, j := r.uploads.of(r.who.Key, r.Param("token"))
	if x == nil {
		return r.importGone()
	}
	switch {
	case !j.over():
		// A header, which is no part of the page: what reads the page out is not told of the refresh in its midst.
		r.Response().Header().Set("Refresh", lookAgain)
		return &views.ImportProgressPage{Token: x.token, Storing: j.storing, Read: j.bytes(), Total: j.total}, nil
	case j.err != nil:
		r.uploads.again(x, j)
		return nil, j.err
	case j.storing:
		return r.storedPage(j)
	}
	return r.wouldImport(x, nil)
}

// wouldImport shows what storing an upload would do, or why that cannot be; wrong says what is missing in a form
// that was sent.
func (r *request) wouldImport(x *upload, wrong []views.FieldError) (views.Page, error) {
	j, files := r.uploads.tried(x)
	if j == nil { // it is read once more meanwhile
		return SeeOther(views.KeptPath(x.token)), nil
	}
	page := &views.ImportKeptPage{Token: x.token, Anew: j.anew.Load(), ReachesBack: j.would.ReachesBack(), Asks: r.openQuestions(j, files), Wrong: wrong}
	for _, done := range j.would.Files {
		row, faults := importRow(intake.Record{Import: done}), done
		if page.Open(done.File) {
			row.State = views.ImportAsked
			faults.Faults = slices.DeleteFunc(slices.Clone(done.Faults), func(f facts.Fault) bool { return f.Asks != facts.NoQuestion })
		}
		page.Files = append(page.Files, row)
		page.Errors = append(page.Errors, importErrors(faults)...)
		for _, c := range done.Cleared {
			page.Cleared = append(page.Cleared, views.ImportCleared{File: done.File, Column: c.Column, Values: c.Values})
		}
	}
	page.Files = append(page.Files, untried(j, j.would.Files)...)
	page.Mapped = mappedOf(files, j.would.Files)
	if refused := refusedOf(j.would.Files); refused != nil {
		page.FaultyRows = slices.ContainsFunc(refused.Faults, func(f facts.Fault) bool { return f.Line > 1 })
		if !slices.ContainsFunc(files, func(f uploadedFile) bool { return f.reading.Map != nil }) {
			page.Again = &views.ImportAgain{Whole: x.options.Whole, Complete: x.options.Complete, Sum: x.options.Sum}
		}
		k := slices.IndexFunc(files, func(f uploadedFile) bool { return f.name == refused.File })
		page.FaultySums = x.options.Sum || k >= 0 && files[k].reading.Map != nil && files[k].reading.Map.Sums()
	}
	if j.would.Effect != nil {
		page.Effect = effectOf(j.would.Effect)
	}
	return page, nil
}

// untried are the files that a job did not come to, since one before them was refused.
func untried(j *job, done []intake.Import) (all []views.Import) {
	refused := refusedOf(done)
	if refused == nil {
		return nil
	}
	for _, name := range j.names {
		if !slices.ContainsFunc(done, func(x intake.Import) bool { return x.File == name }) {
			all = append(all, views.Import{Files: []string{name}, State: views.ImportUntried, Because: refused.File})
		}
	}
	return all
}

// storedPage leads to the import of one file, or shows what became of several.
func (r *request) storedPage(j *job) (views.Page, error) {
	if len(j.names) == 1 {
		return SeeOther(views.StoredPath(j.done[0].Key)), nil
	}
	page := &views.ImportStoredPage{}
	for _, done := range j.done {
		x, err := r.Store.ImportByKey(r.ctx(), done.Key)
		if err != nil {
			return nil, err
		}
		page.Imports = append(page.Imports, importRow(x))
	}
	page.Imports = append(page.Imports, untried(j, j.done)...)
	return page, nil
}

// decideKept reads an upload once more, as its sender decided, or stores it.
func decideKept(r *request) (views.Page, error) {
	x, j := r.uploads.of(r.who.Key, r.Param("token"))
	if x == nil {
		return r.importGone()
	}
	tried, files := r.uploads.tried(x)
	switch store := r.FormValue("act") == views.ActStore; {
	case !j.over() || j.stored(): // what was pressed before
	case !store:
		if tried != nil {
			readings, wrong := r.answered(tried, files)
			if len(wrong) > 0 {
				page, err := r.wouldImport(x, wrong)
				return Invalid(page), err
			}
			r.uploads.reads(x, readings)
		}
		j = r.work(x, false, r.kept)
	case tried != nil && tried.would.Effect != nil:
		state, err := r.Store.State(r.ctx())
		if err != nil {
			return nil, err
		}
		if j = r.work(x, state == tried.would.State, r.kept); !j.storing { // others changed something since it was shown
			j.anew.Store(true)
		}
	}
	r.await(j)
	return SeeOther(views.KeptPath(x.token)), nil
}

// refusedOf returns the first file that is refused, or nil.
func refusedOf(all []intake.Import) *intake.Import {
	for k := range all {
		if all[k].State == intake.Refused {
			return &all[k]
		}
	}
	return nil
}

// faultyRowsFile has the rows of an upload that have faults, as they came, with the faults beside.
func faultyRowsFile(r *request) (file, error) {
	x, _ := r.uploads.of(r.who.Key, r.Param("token"))
	if x == nil {
		return file{}, store.ErrNotFound
	}
	j, files := r.uploads.tried(x)
	if j == nil {
		return file{}, store.ErrNotFound
	}
	refused := refusedOf(j.would.Files)
	k := slices.IndexFunc(files, func(f uploadedFile) bool { return refused != nil && f.name == refused.File })
	if k < 0 {
		return file{}, store.ErrNotFound
	}
	p, err := r.Store.Programme(r.ctx())
	if err != nil {
		return file{}, err
	}
	header, rows, err := facts.FaultyRows(files[k].open(), p, files[k].reading, refused.Faults)
	if err != nil || header == nil {
		return file{}, notFoundOr(err)
	}
	return textFile("import-rows-with-faults", append([][]string{header}, rows...)), nil
}

func notFoundOr(err error) error {
	if err == nil {
		return store.ErrNotFound
	}
	return err
}

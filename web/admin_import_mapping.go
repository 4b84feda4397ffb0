package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"shimei/store"
	"shimei/store/facts"
	"shimei/store/intake"
	"shimei/store/mapping"
	"shimei/store/programme"
	"shimei/views"
)

func init() {
	add(entry{path: views.ImportMappingPath, audience: views.Admin, get: mappingFile})
}

// A mapping of one's own may weigh this much, in bytes.
const mostMapping = 1 << 20

// The cookie that keeps which mapping a person chose last, with the settings that it asks for, for the next
// time, and the most that it holds.
const (
	mappingCookie = "import-map"
	mostCookie    = 1000
)

// mappingChoice is what a form says of the mapping by which files are read.
type mappingChoice struct {
	name   string // of a built-in one, views.OwnMapping, or "" for none
	set    map[string]string
	chosen *mapping.Mapping // nil for none, or one that can't be read
	wrong  []views.FieldError
}

// refuse says what is wrong at a field.
func (c *mappingChoice) refuse(field, message string) {
	c.wrong = append(c.wrong, views.FieldError{Field: field, Message: message})
}

// mappingChoice reads the form. What is typed for settings that the mapping does not ask for is refused: who
// types it means it.
func (r *request) mappingChoice() (c mappingChoice, err error) {
	c = mappingChoice{name: r.FormValue("map"), set: map[string]string{}}
	if form := r.Request().MultipartForm; form != nil {
		for field, values := range form.Value {
			if name, is := views.SettingOf(field); is && len(values) > 0 && strings.TrimSpace(values[0]) != "" {
				c.set[name] = strings.TrimSpace(values[0])
			}
		}
	}
	if c.chosen, err = r.mappingOf(&c); err != nil {
		return c, err
	}
	r.checkSettings(&c)
	return c, nil
}

// mappingOf is the mapping that is chosen, or nil: its faults are noted.
func (r *request) mappingOf(c *mappingChoice) (m *mapping.Mapping, err error) {
	own := r.uploadedAs("map-file")
	switch {
	case c.name == views.OwnMapping && len(own) == 0:
		c.refuse("map-file", r.l.T("mapping.choose"))
	case c.name == views.OwnMapping:
		return r.ownMapping(c, own[0])
	case len(own) > 0:
		c.refuse("map-file", r.l.T("mapping.not_own"))
	case c.name == "":
	case slices.Contains(mapping.Names(), c.name):
		return mapping.BuiltIn(c.name)
	default:
		c.refuse("map", r.l.T("mapping.unknown"))
	}
	return nil, nil
}

// ownMapping reads a mapping that was uploaded.
func (r *request) ownMapping(c *mappingChoice, file intake.Source) (*mapping.Mapping, error) {
	source, err := readAll(file, mostMapping+1)
	if err != nil {
		return nil, err
	}
	if len(source) > mostMapping {
		c.refuse("map-file", r.l.T("mapping.too_large"))
		return nil, nil
	}
	m, err := mapping.Parse(file.Name, source)
	if err != nil {
		var wrong []views.FieldError
		wrong, err = r.faults("map-file", err)
		c.wrong = append(c.wrong, wrong...)
		return nil, err
	}
	return m, nil
}

// checkSettings holds what was typed against what the mapping asks for.
func (r *request) checkSettings(c *mappingChoice) {
	if len(c.wrong) > 0 {
		return
	}
	var asks []string
	if c.chosen != nil {
		asks = c.chosen.Settings()
	}
	for _, name := range settingsOf(c.set) {
		switch {
		case !slices.Contains(asks, name):
			c.refuse(views.SettingField(name), r.l.T("mapping.not_asked"))
		case name == "month":
			if _, err := programme.ParseMonth(c.set[name]); err != nil {
				c.refuse(views.SettingField(name), r.l.T("mapping.no_month"))
			}
		}
	}
	if c.chosen == nil || len(c.wrong) > 0 {
		return
	}
	with, err := c.chosen.With(c.set)
	if wrong, is := errors.AsType[mapping.SettingError](err); is {
		c.refuse(views.SettingField(wrong.Name), wrong.Message)
		return
	}
	if err != nil {
		c.refuse("map", err.Error()) // it asks for all of them, as was found above
		return
	}
	c.chosen = with
}

// reading is how files are read by the choice.
func (c *mappingChoice) reading() facts.Options {
	o := facts.Options{OnPage: true, Exports: mapping.Export}
	if c.chosen != nil {
		o.Map = c.chosen
	}
	return o
}

// unsaid refuses a choice where files do not tell what the mapping asks for, and nobody said it either.
func (r *request) unsaid(c *mappingChoice, files []intake.Source) error {
	if c.chosen == nil || len(c.wrong) > 0 || len(c.set) == len(c.chosen.Settings()) {
		return nil
	}
	p, err := r.Store.Programme(r.ctx())
	if err != nil {
		return err
	}
	for _, f := range files {
		unsaid, err := unsaidIn(f, p, c.reading())
		if err != nil {
			return err
		}
		for _, name := range unsaid {
			if field := views.SettingField(name); !slices.ContainsFunc(c.wrong, func(e views.FieldError) bool { return e.Field == field }) {
				c.refuse(field, r.l.T("mapping.unsaid", "File", f.Name))
			}
		}
	}
	return nil
}

// unsaidIn are the settings that a file does not tell, and that are not said. Other faults are found when
// all of the file is read.
func unsaidIn(source intake.Source, p *programme.Programme, o facts.Options) (unsaid []string, err error) {
	in, err := source.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	f, err := facts.Open(source.Name, in, p, o)
	if fault, is := errors.AsType[*facts.Fault](err); is {
		return fault.Unsaid, nil
	}
	if err != nil {
		return nil, err
	}
	return nil, f.Close()
}

// keepMapping keeps what was chosen for the next time.
func (r *request) keepMapping(c mappingChoice) {
	kept := url.Values{"map": {c.name}}
	if c.chosen != nil && c.name == views.OwnMapping {
		kept["set"] = c.chosen.Settings()
	}
	if text := kept.Encode(); len(text) <= mostCookie {
		r.keep(mappingCookie, text)
	}
}

// lastMapping is what was chosen last, with the settings that are asked for, and nothing typed.
func (r *request) lastMapping() (c mappingChoice) {
	c.set = map[string]string{}
	cookie, err := r.Request().Cookie(mappingCookie)
	if err != nil {
		return c
	}
	kept, err := url.ParseQuery(cookie.Value)
	if name := kept.Get("map"); err == nil && (name == views.OwnMapping || slices.Contains(mapping.Names(), name)) {
		c.name = name
		for _, setting := range kept["set"] {
			c.set[setting] = ""
		}
	}
	return c
}

// mappingForm is the choice as the page shows it.
func mappingForm(c mappingChoice) (views.MappingForm, error) {
	v := views.MappingForm{Chosen: c.name}
	typed := map[string]string{}
	for _, name := range mapping.Names() {
		m, err := mapping.BuiltIn(name)
		if err != nil {
			return v, err
		}
		v.Mappings = append(v.Mappings, views.Mapping{Name: name, Settings: m.Settings()})
		for _, setting := range m.Settings() {
			typed[setting] = ""
		}
	}
	if c.chosen != nil {
		for _, setting := range c.chosen.Settings() {
			typed[setting] = ""
		}
	}
	for name, value := range c.set {
		typed[name] = value
	}
	for _, name := range settingsOf(typed) {
		v.Settings = append(v.Settings, views.MappingSetting{Name: name, Value: typed[name]})
	}
	return v, nil
}

// settingsOf are the names of settings, those of tenants before those of months.
func settingsOf(set map[string]string) (names []string) {
	for name := range set {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(b, a) })
	return names
}

// mappingFile is a mapping that ships, byte for byte, to start one of one's own from.
func mappingFile(r *request) (views.Page, error) {
	name := r.QueryParam("name")
	if !slices.Contains(mapping.Names(), name) {
		return nil, store.ErrNotFound
	}
	m, err := mapping.BuiltIn(name)
	if err != nil {
		return nil, err
	}
	r.Response().Header().Set("Content-Disposition", `attachment; filename="`+name+`.toml"`)
	return nil, r.Blob(http.StatusOK, "application/toml", m.Source)
}

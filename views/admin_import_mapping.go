package views

import (
	"net/url"
	"strings"
)

// ImportMappingPath is the address of a mapping that comes with Shimei, as its TOML file (name).
const ImportMappingPath = ImportsPath + "/mapping.toml"

// ImportMapping is the address of a mapping's file.
func ImportMapping(name string) string {
	return withQuery(ImportMappingPath, url.Values{"name": {name}})
}

// OwnMapping is the value of map with which files are read by the mapping in the field map-file.
const OwnMapping = "own"

// settingPrefix begins the names of the fields of settings.
const settingPrefix = "set-"

// SettingField is the name of the field for a setting that a mapping asks for, whatever that is called: the
// id of an element has no spaces.
func SettingField(name string) string {
	return settingPrefix + strings.NewReplacer(".", ".2E", "+", ".20", "%", ".").Replace(url.QueryEscape(name))
}

// SettingOf is the setting of a field, if it is one of a setting.
func SettingOf(field string) (name string, is bool) {
	rest, is := strings.CutPrefix(field, settingPrefix)
	name, err := url.PathUnescape(strings.ReplaceAll(rest, ".", "%"))
	return name, is && err == nil
}

// MappingForm is the choice of a mapping, by which files are read as another system's exports.
type MappingForm struct {
	Chosen   string    // name of a mapping, OwnMapping, or "" for none
	Mappings []Mapping // those that come with Shimei
	Settings []MappingSetting
}

// Mapping is one that can be chosen.
type Mapping struct {
	Name     string
	Settings []string // names of what it asks for
}

// MappingSetting is a setting that a mapping asks for, and what was typed.
type MappingSetting struct{ Name, Value string }

// choices are the entries of the select.
func (m MappingForm) choices(f Frame) []choice {
	list := []choice{{"", f.T("mapping.none")}}
	for _, x := range m.Mappings {
		list = append(list, choice{x.Name, f.L.Term("mapping_name", x.Name)})
	}
	return append(list, choice{OwnMapping, f.T("mapping.own")})
}

// open reports whether the form shows its mapping: one is chosen, or a field of it is at fault.
func (p ImportsPage) open() bool {
	for _, e := range p.Errors {
		if e.Field != "file" {
			return true
		}
	}
	return p.Mapping.Chosen != ""
}

// mappingField is the select, and mappingFileField takes a mapping of one's own.
func (p ImportsPage) mappingField() Field {
	return Field{Name: "map", Label: p.T("mapping.label"), Hint: p.T("mapping.hint"), Value: p.Mapping.Chosen, Error: errorAt(p.Errors, "map")}
}

func (p ImportsPage) mappingFileField() Field {
	return Field{Name: "map-file", Label: p.T("mapping.file_label"), Hint: p.T("mapping.file_hint"), Error: errorAt(p.Errors, "map-file")}
}

// settingField is the field of a setting, with the mappings that ask for it.
func (p ImportsPage) settingField(s MappingSetting) Field {
	var asking []string
	for _, m := range p.Mapping.Mappings {
		for _, name := range m.Settings {
			if name == s.Name {
				asking = append(asking, p.L.Term("mapping_name", m.Name))
			}
		}
	}
	hint := p.T("mapping.setting_own")
	if len(asking) > 0 {
		hint = p.T("mapping.setting_of", "Mappings", strings.Join(asking, p.T("list.separator")))
	}
	return Field{Name: SettingField(s.Name), Label: p.L.Term("mapping_setting", s.Name), Hint: hint, Value: s.Value, Error: errorAt(p.Errors, SettingField(s.Name))}
}

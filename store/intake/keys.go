package intake

import (
	"maps"
	"slices"

	"shimei/store/programme"
)

// keyed writes an id as it is compared.
func keyed(id string) string { return string(programme.KeyOf(id)) }

// spelling is the id of a partner or subscription as it was first written.
type spelling struct {
	id    string
	first int // line of a file that is new with it; 0 for one that is stored
}

// see notes how a file writes the id in a line. Rows are taken in the order of their days, and of a new id
// the first line counts.
func (s *spelling) see(id string, line int) {
	if s.id == "" || line < s.first {
		s.id, s.first = id, line
	}
}

// texts returns keys as a statement takes them.
func texts(keys []programme.Key) []string {
	list := make([]string, len(keys))
	for k, key := range keys {
		list[k] = string(key)
	}
	return list
}

// keysOfIDs returns the keys of ids.
func keysOfIDs(ids []string) []programme.Key {
	keys := make([]programme.Key, len(ids))
	for k, id := range ids {
		keys[k] = programme.KeyOf(id)
	}
	return keys
}

// spelt are the ids that rows were asked for by, by their keys: the journal keeps ids as they stood, and
// their rows may stand by other spellings.
type spelt map[programme.Key]string

func speltBy(ids []string) spelt {
	s := make(spelt, len(ids))
	for _, id := range ids {
		s[programme.KeyOf(id)] = id
	}
	return s
}

// keys returns the keys as a statement takes them.
func (s spelt) keys() []string { return texts(slices.Collect(maps.Keys(s))) }

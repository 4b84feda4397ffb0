package mapping

import (
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"shimei/store/facts"
	"shimei/store/programme"
	"shimei/store/toml"
)

// value reads where the value of a column comes from: a text or a list names the source's column, and a table
// says what is done with it.
func (l *loader) value(t toml.Table, key string, n *toml.Node) (v value) {
	switch n.Kind {
	case unstable.String, unstable.Array:
		v.columns = l.names(t, key, n)
		return v
	case unstable.Table:
	default:
		t.Refuse(n.Offset, "%s is neither the name of a column nor a table: write %s = \"Column\", or %s = { column = \"Column\", … }", key, key, key)
		return v
	}
	e, _ := t.Table(n, key, "column", "month_of", "constant", "set", "optional", "trim_prefix", "part", "of", "table", "otherwise", "leave_out_others")
	l.origin(e, key, &v)
	v.trim = optionalText(e, "trim_prefix")
	l.part(e, &v)
	l.table(e, &v)
	if e.Find("optional") != nil {
		v.optional = e.Flag("optional")
	}
	if v.isConstant && (v.steps() || v.optional) {
		e.Refuse(e.Offset, "%s is a constant, with which nothing is to be done: write it as it is to be", key)
	}
	return v
}

// origin reads where a value comes from before anything is done with it.
func (l *loader) origin(e toml.Table, key string, v *value) {
	given := 0
	for _, from := range []string{"column", "month_of", "constant"} {
		if e.Find(from) != nil {
			given++
		}
	}
	v.set = optionalText(e, "set")
	if given > 1 || given == 0 && v.set == "" || e.Find("constant") != nil && v.set != "" {
		e.Refuse(e.Offset, "%s comes from one of column, month_of, constant or set; a setting may stand in for a column", key)
		return
	}
	switch {
	case e.Find("column") != nil:
		v.columns = l.sources(e, "column")
	case e.Find("month_of") != nil:
		v.columns, v.month = l.sources(e, "month_of"), true
	case e.Find("constant") != nil:
		v.constant, v.isConstant = optionalText(e, "constant"), true
	}
}

// part reads which part of a text is taken.
func (l *loader) part(e toml.Table, v *value) {
	if e.Find("part") == nil {
		if of := e.Find("of"); of != nil {
			e.Refuse(of.Offset, "of says what stands between parts: say which part is taken, such as part = 1")
		}
		return
	}
	if n := e.Need("part", unstable.Integer); n != nil {
		number, err := strconv.Atoi(n.Text)
		if err != nil || number == 0 || number > 1000 || number < -1000 {
			e.Refuse(n.Offset, "there is no part %s: 1 is the first, and -1 the last", n.Text)
		}
		v.part = number
	}
	if n := e.Need("of", unstable.String); n != nil {
		if v.between = n.Text; n.Text == "" {
			e.Refuse(n.Offset, "of is empty: it is what stands between the parts")
		}
	}
}

// table reads which values stand for which.
func (l *loader) table(e toml.Table, v *value) {
	if e.Find("table") != nil {
		if n := e.Need("table", unstable.Table); n != nil {
			v.table = map[programme.Key]string{}
			for _, f := range n.Fields {
				if !e.Is(f.Value, f.Key, unstable.String) {
					continue
				}
				if _, again := v.table[programme.KeyOf(f.Key)]; again {
					e.Refuse(f.Offset, "%q stands twice in the table: case, width and spaces make no difference", f.Key)
				}
				v.table[programme.KeyOf(f.Key)] = f.Value.Text
				v.known = append(v.known, f.Key)
			}
		}
	}
	if n := e.Find("otherwise"); n != nil {
		if v.table == nil {
			e.Refuse(n.Offset, "otherwise is what stands for a value that the table does not have: give the table")
		}
		text := optionalText(e, "otherwise")
		v.otherwise = &text
	}
	if n := e.Find("leave_out_others"); n != nil {
		l.others(e, v, n)
	}
}

// others leaves the rows out whose value the table does not have.
func (l *loader) others(e toml.Table, v *value, n *toml.Node) {
	switch {
	case v.table == nil || v.otherwise != nil:
		e.Refuse(n.Offset, "leave_out_others leaves rows out whose value the table does not have: give the table, and no otherwise")
		return
	case v.trim != "" || v.part != 0:
		e.Refuse(n.Offset, "leave_out_others goes with a table of what the column holds as it is: take no part of it, or use leave_out")
		return
	}
	r := rule{columns: v.columns, except: map[programme.Key]bool{}, reason: reasonOf(e, "leave_out_others", n.Offset), optional: v.optional || v.set != ""}
	for key := range v.table {
		r.except[key] = true
	}
	l.implied = append(l.implied, r)
}

// sources reads the names of a column, of which the file has one, and notes that they are read.
func (l *loader) sources(t toml.Table, key string) []string {
	n := t.Find(key)
	if n == nil {
		t.Need(key, unstable.String)
		return nil
	}
	return l.names(t, key, n)
}

func (l *loader) names(t toml.Table, key string, n *toml.Node) (names []string) {
	list := []*toml.Node{n}
	if n.Kind == unstable.Array {
		if list = n.Items; len(list) == 0 {
			t.Refuse(n.Offset, "%s names no column", key)
		}
	}
	for _, item := range list {
		if !t.Is(item, key, unstable.String) {
			continue
		}
		if strings.TrimSpace(item.Text) == "" {
			t.Refuse(item.Offset, "%s names a column without a name", key)
		}
		names = append(names, item.Text)
		l.read[facts.FoldedName(item.Text)] = true
	}
	return names
}

// words reads a list of texts, as they are compared; nil where it is not there.
func words(t toml.Table, key string) map[programme.Key]bool {
	if t.Find(key) == nil {
		return nil
	}
	n := t.Need(key, unstable.Array)
	if n == nil {
		return nil
	}
	if len(n.Items) == 0 {
		t.Refuse(n.Offset, "%s is empty: it has one value or more", key)
	}
	set := map[programme.Key]bool{}
	for _, item := range n.Items {
		if t.Is(item, "an entry of "+key, unstable.String) {
			set[programme.KeyOf(item.Text)] = true
		}
	}
	return set
}

// reasonOf returns the reason under a key: one text for all languages, or one for each. Where it is missing, that is
// refused at an offset.
func reasonOf(t toml.Table, key string, offset int) programme.Text {
	n := t.Find(key)
	if n == nil || n.Kind != unstable.Table {
		text := optionalText(t, key)
		if text == "" {
			t.Refuse(offset, "the reason is missing: whoever imports the file reads it")
		}
		return programme.Text{En: text, Ja: text}
	}
	words, _ := t.Table(n, "a reason", "en", "ja")
	in := func(language string) string {
		v := words.Need(language, unstable.String)
		if v == nil {
			return ""
		}
		if v.Text == "" {
			t.Refuse(v.Offset, "the reason in %q is empty: whoever imports the file reads it", language)
		}
		return v.Text
	}
	return programme.Text{En: in("en"), Ja: in("ja")}
}

// optionalText returns the text of a key, "" where it is not there.
func optionalText(t toml.Table, key string) string {
	if t.Find(key) == nil {
		return ""
	}
	if n := t.Need(key, unstable.String); n != nil {
		return n.Text
	}
	return ""
}

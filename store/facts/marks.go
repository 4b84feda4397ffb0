package facts

import "strings"

// trimmed returns a cell without the spaces around it, and unmarked.
func trimmed(cell string) string {
	s := strings.TrimSpace(cell)
	if s != "" && (s[0] == '=' || s[0] == '\'') {
		return unmarked(s)
	}
	return s
}

// unmarked returns a text without the marks by which programs keep spreadsheets from making something else
// of it: ="0012" for 0012, and the apostrophe with which exports, Shimei's own too, guard what begins as a
// formula does.
func unmarked(s string) string {
	if inner, is := strings.CutPrefix(s, `="`); is && len(inner) > 0 && strings.HasSuffix(inner, `"`) {
		inner = strings.TrimSuffix(inner, `"`)
		if strings.Count(inner, `"`) == 2*strings.Count(inner, `""`) {
			return strings.TrimSpace(strings.ReplaceAll(inner, `""`, `"`))
		}
	}
	if rest, is := strings.CutPrefix(s, "'"); is && strings.IndexAny(rest, "=+-@＝＋－＠") == 0 {
		return rest
	}
	return s
}

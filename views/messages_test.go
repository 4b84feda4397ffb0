package views

import "testing"

// What is cut once reads as the library would put it together at each use.
func TestPhrasesReadAsTheLibraryPutsThemTogether(t *testing.T) {
	for _, name := range Languages {
		l := For(name)
		for key, forms := range messages(t, name) {
			var args []any
			for k, argument := range arguments(forms["other"]) {
				args = append(args, argument, []any{"<a & b>", 12345, int64(-1), "{{.Name}}"}[k%4])
			}
			want, ok := l.plural(key, args)
			if got := l.T(key, args...); !ok || got != want {
				t.Errorf("%s: %s reads %q, want %q", name, key, got, want)
			}
		}
	}
}

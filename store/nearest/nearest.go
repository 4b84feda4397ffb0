// Package nearest finds the name that a mistyped one was probably meant to be.
package nearest

import "strings"

// Of returns the one of the names that a mistyped one was probably meant to be: the same but for case,
// spaces and hyphens, or at most every third character. "" is none.
func Of(typed string, names []string) string {
	typed = strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(typed))
	best, least := "", -1
	for _, name := range names {
		if len(typed) > 2*len(name) {
			continue
		}
		if d := edits(typed, strings.ToLower(name)); d <= len(name)/3 && (least < 0 || d < least) {
			best, least = name, d
		}
	}
	return best
}

// edits counts the bytes to insert, delete or replace to make b of a (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

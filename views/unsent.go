package views

import (
	"context"
	"net/url"
	"slices"
)

// unsentKey is where a context has the fields of a form that was not taken.
type unsentKey struct{}

// WithUnsent has the forms of a page show what was filled in when it was not taken.
func WithUnsent(ctx context.Context, fields url.Values) context.Context {
	return context.WithValue(ctx, unsentKey{}, fields)
}

// filledIn is what was filled in at a field of a form that was not taken, or else its value.
func filledIn(ctx context.Context, name, value string) string {
	if fields, is := ctx.Value(unsentKey{}).(url.Values); is && fields.Has(name) {
		return fields.Get(name)
	}
	return value
}

// tickedIn reports whether a value was ticked in a form that was not taken, or else is. The form may have been another
// one of the page, which has no boxes of the name: its page shows those as they are.
func tickedIn(ctx context.Context, name, value string, ticked bool) bool {
	if fields, is := ctx.Value(unsentKey{}).(url.Values); is && fields.Has(name) {
		return slices.Contains(fields[name], value)
	}
	return ticked
}

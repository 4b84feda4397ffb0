package views

import "net/url"

// NewRequestPath is the address where a partner asks for something.
const NewRequestPath = PartnerRequestsPath + "/new"

// ExtendPath returns the address where a partner asks for more time for a delegation, by its reference.
func ExtendPath(reference string) string {
	return withQuery(NewRequestPath, url.Values{"way": {"extension"}, "reference": {reference}})
}

package views

import "shimei/store/programme"

// The families of links, of support contacts and of evidence.
func init() {
	families["refusal"] = append(families["refusal"], programme.RefusedLink, programme.RefusedLinkOver, programme.RefusedLinkOthers, programme.RefusedLinkLong,
		programme.RefusedContact, programme.RefusedContactEmail, programme.RefusedContactPhone, programme.RefusedContactLong,
		programme.RefusedFiles, programme.RefusedFileSize, programme.RefusedFileKind)
	families["event_kind"] = append(families["event_kind"], string(EventContactSet))
	families["event_kind"] = append(families["event_kind"], string(EventProfileSet), string(EventDefaultSet))
	families["refusal"] = append(families["refusal"], programme.RefusedPlaceLong, programme.RefusedIntroductionLong)
	families["profile_field"] = []string{"place", "introduction"}
	families["profile_hint"] = []string{"place", "introduction"}
	families["evidence_kind"] = []string{"application/pdf", "image/png", "image/jpeg"}
	families["contact_field"] = []string{"name", "email", "phone", "hours"}
	families["contact_hint"] = []string{"email", "phone", "hours"}
}

package views

// ActSettings is the act of the form of how pages are shown (POST language, theme, zone).
const ActSettings = "settings"

// Settings are how the person has pages shown.
type Settings struct {
	Language, Theme string // as they are now
	Zone            string // as typed; empty for the programme's
}

// someZones are offered to who types a time zone; any other is taken as well.
var someZones = []string{
	"Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Asia/Manila", "Asia/Singapore", "Asia/Kuala_Lumpur",
	"Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh", "Asia/Dhaka", "Asia/Kolkata", "Asia/Karachi", "Asia/Dubai", "Asia/Riyadh",
	"Asia/Jerusalem", "Europe/Istanbul", "Europe/Kyiv", "Europe/Helsinki", "Europe/Athens", "Europe/Berlin", "Europe/Paris", "Europe/Madrid",
	"Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Africa/Cairo", "Africa/Johannesburg",
	"Africa/Lagos", "Africa/Nairobi", "America/St_Johns", "America/Halifax", "America/New_York", "America/Toronto", "America/Chicago",
	"America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Mexico_City", "America/Bogota",
	"America/Santiago", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Pacific/Honolulu", "Pacific/Auckland", "Australia/Sydney",
	"Australia/Brisbane", "Australia/Adelaide", "Australia/Perth", "UTC",
}

// themeChoices are the themes.
func (f Frame) themeChoices() (list []choice) {
	for _, theme := range themes() {
		list = append(list, choice{theme, f.themeName(theme)})
	}
	return list
}

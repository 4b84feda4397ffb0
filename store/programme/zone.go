package programme

import (
	"fmt"
	"time"
)

// Zone returns the time zone of an IANA name, such as Asia/Tokyo.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	// LoadLocation takes "" for UTC and "Local" for the zone of the machine: with it the
	// same facts would give other credits on another machine.
	if err == nil && (name == "" || name == "Local") {
		err = fmt.Errorf("%q is no name of a time zone", name)
	}
	return zone, err
}

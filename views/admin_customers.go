package views

// CustomerDirectoryPath is the address of the customers.
const CustomerDirectoryPath = "/admin/customers"

// CustomerDirectoryPage lists the customers of the programme.
type CustomerDirectoryPage struct {
	Frame
	Filter  DirectoryFilter
	Count   int64 // of all that the filter lets through
	Rows    []CustomerEntry
	List    List
	Columns Columns
}

// CustomerEntry is one customer.
type CustomerEntry struct {
	Name          string
	TenantID      string
	Domain        string
	Country       string // ISO 3166 code, or empty
	Subscriptions int64
}

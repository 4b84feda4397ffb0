package facts_test

import (
	"strings"
	"testing"
)

// Each row stands on line 2 of a file whose header is the one of its table.
func checkRows(t *testing.T, header string, cases []bad) {
	t.Helper()
	for _, c := range cases {
		c.name, c.file = c.file, header+"\n"+c.file+"\n"
		c.check(t, "")
	}
}

func TestABadPartnerIsAFault(t *testing.T) {
	checkRows(t, "partner_id,name,parent_id,country,status,email", []bad{
		{file: ",Fabrikam,,,,", want: "file.csv:2: partner_id: the cell is empty; every row needs a value here"},
		{file: "A, ,,,,", want: "file.csv:2: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"},
		{file: "A,Fabrikam, A,,,", want: `file.csv:2: parent_id: "A" is the partner itself; give its global account, or leave it empty`},
		{file: "A,Fabrikam,,,closed,", want: `file.csv:2: status: "closed" is not known here; write active, suspended, or leave it empty`},
		{file: "A\x00,Fabrikam,,,,", want: `file.csv:2: partner_id: "A\x00" contains the invisible character U+0000; remove it`},
		{file: "A\u200b,Fabrikam,,,,", want: `file.csv:2: partner_id: "A\u200b" contains the invisible character U+200B; remove it`},
		{file: "A,\"Fabri\nkam\",,,,", want: `file.csv:2: name: "Fabri\nkam" contains the invisible character U+000A; remove it`},
		{file: strings.Repeat("あ", 101) + ",Fabrikam,,,,", want: "file.csv:2: partner_id: the value has 101 characters; shorten it to 100"},
		{file: "A," + strings.Repeat("n", 201) + ",,,,", want: "file.csv:2: name: the value has 201 characters; shorten it to 200"},
		{file: ",,,,gone,", want: "file.csv:2: partner_id: the cell is empty; every row needs a value here\n" +
			"file.csv:2: name: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out\n" +
			`file.csv:2: status: "gone" is not known here; write active, suspended, or leave it empty`},
		{file: strings.Repeat("あ", 100) + "," + strings.Repeat("名", 200) + ",,,active,", want: ""},
	})
}

func TestABadSubscriptionIsAFault(t *testing.T) {
	checkRows(t, "subscription_id,tenant_id,product,kind,licensing,seats,start_date,end_date,renewal_date,auto_renew", []bad{
		{file: "S,T,office,,,,2016-01-01,,,", want: `file.csv:2: product: the programme has no product "office"; ` +
			"its products are office365, crm-online, ems, aad-premium, intune, azure"},
		{file: "S,T,azure,Paid,,,2016-01-01,,,", want: `file.csv:2: kind: "Paid" is not known here; write paid, trial, internal, or leave it empty`},
		{file: "S,T,azure,,oem,,2016-01-01,,,", want: `file.csv:2: licensing: "oem" is not known here; write ea, open, mpsa, direct, csp, or leave it empty`},
		{file: "S,T,azure,,,-5,2016-01-01,,,", want: `file.csv:2: seats: "-5" is below zero; a count is a whole number from 0 on`},
		{file: "S,T,azure,,,-99999999999999999999,2016-01-01,,,", want: `file.csv:2: seats: "-99999999999999999999" is below zero; a count is a whole number from 0 on`},
		{file: `S,T,azure,,,"1,000",2016-01-01,,,`, want: `file.csv:2: seats: "1,000" is not a whole number; ` +
			"write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"},
		{file: "S,T,azure,,,12.5,2016-01-01,,,", want: `file.csv:2: seats: "12.5" is not a whole number; ` +
			"write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"},
		{file: "S,T,azure,,,1000000000000001,2016-01-01,,,", want: `file.csv:2: seats: "1000000000000001" is beyond the largest count taken, 1000000000000000; correct it`},
		{file: "S,T,azure,,,,,,,", want: "file.csv:2: start_date: the cell is empty; a new row needs a value here, and a known one keeps its own if the column is left out"},
		{file: "S,T,azure,,,,15/04/2016,,,", want: `file.csv:2: start_date: "15/04/2016" could be more than one day; ` +
			"write it as 2016-04-15, or say in which order the dates are: dmy, mdy or ymd"},
		{file: "S,T,azure,,,,2015-02-29,,,", want: `file.csv:2: start_date: "2015-02-29" is not a day; ` +
			"write it as 2016-04-15"},
		{file: "S,T,azure,,,,2016-01-01,,1899-12-31,", want: `file.csv:2: renewal_date: "1899-12-31" is outside the years 1900 to 9999; correct the year`},
		{file: "S,T,azure,,,,2016-01-02,2016-01-01,,", want: `file.csv:2: end_date: "2016-01-01" is before start_date "2016-01-02"; correct one of them`},
		{file: "S,T,azure,,,,2016-01-01,,,yes", want: `file.csv:2: auto_renew: "yes" is neither true nor false; write true or false, or leave it empty`},
		{file: "S,T,azure,,,0,2016-01-02,2016-01-02,,FALSE", want: ""},
	})
}

func TestABadUsageIsAFault(t *testing.T) {
	checkRows(t, "subscription_id,month,workload,available_seats,assigned_seats,active_users,consumed", []bad{
		{file: "S,2016-4,,,,1,", want: `file.csv:2: month: "2016-4" is not a month; write it as 2016-04`},
		{file: "S,2016-04-02,,,,1,", want: `file.csv:2: month: "2016-04-02" is a day within a month; write the month as 2016-04, or its first day`},
		{file: "S,2016-04,,,,,", want: "file.csv:2: the row says nothing; give at least one of available_seats, assigned_seats, active_users, consumed"},
		{file: "S,2016-04,,,,ten,", want: `file.csv:2: active_users: "ten" is not a whole number; ` +
			"write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"},
		{file: "S,2016-04,,,-,,", want: `file.csv:2: assigned_seats: "-" is not a whole number; ` +
			"write it in the digits 0 to 9 alone, such as 1000, without separators and decimals"},
		{file: `S,2016-04,,,,,"1,000.50"`, want: `file.csv:2: consumed: "1,000.50" is not an amount; write it as 1000.50, without separators`},
		{file: "S,2016-04,,,,,0.005", want: `file.csv:2: consumed: "0.005" has more than 2 decimals, the most that the currency has`},
		{file: "S,2016-04,unheard-of,,,,-0.50", want: ""},
	})
}

func TestABadSaleIsAFault(t *testing.T) {
	checkRows(t, "order_id,subscription_id,partner_id,date,seats", []bad{
		{file: "O,S,A,2016-04-01,", want: "file.csv:2: seats: the cell is empty; every row needs a value here"},
		{file: "O,S,A,2016-04,1", want: `file.csv:2: date: "2016-04" is not a day; write it as 2016-04-15`},
		{file: "O,S,A,2016-04-01,-1000000000000001", want: `file.csv:2: seats: "-1000000000000001" is beyond the largest count taken, 1000000000000000; correct it`},
		{file: "O,S,A,2016-04-01,-30", want: ""},
	})
}

func TestABadAssociationIsAFault(t *testing.T) {
	checkRows(t, "route,partner_id,subscription_id,tenant_id,from,to", []bad{
		{file: "cpor,A,S,,2016-04-01,", want: `file.csv:2: route: the programme has no route "cpor"; its routes are dpor, dap, seller, fasttrack, adviser`},
		{file: "dpor,A,S,,2016-04-02,2016-04-01", want: `file.csv:2: to: "2016-04-01" is before from "2016-04-02"; correct one of them`},
		{file: "dpor,A,,T,2016-04-01,", want: "file.csv:2: tenant_id: the route dpor covers one subscription; give subscription_id, and leave this empty"},
		{file: "dap,A,S,,2016-04-01,", want: "file.csv:2: subscription_id: the route dap covers the whole tenant; give tenant_id, and leave this empty"},
		{file: "dap,A,S,T,2016-04-01,", want: "file.csv:2: subscription_id: the route dap covers the whole tenant, which tenant_id tells; leave this empty"},
		{file: "dpor,A,,,2016-04-01,", want: "file.csv:2: subscription_id: the cell is empty; the route dpor covers one subscription: give subscription_id"},
		{file: "dap,A,,,2016-04-01,", want: "file.csv:2: tenant_id: the cell is empty; the route dap covers the whole tenant: give tenant_id"},
		{file: "dap,A,,T,,", want: "file.csv:2: from: the cell is empty; every row needs a value here"},
	})
}

package demo

// Person is somebody who may sign in to the demo with one click.
type Person struct {
	Email     string
	Name      string
	Role      string   // owner, administrator or reader of a customer; partner; or admin
	TenantID  string   // of a customer's person
	PartnerID string   // of a partner's person
	Note      string   // on the pages that the person sees, in English
	Locations []string // that a partner's person is for; none for the whole account
}

// People returns who may sign in to the demo.
func People() []Person {
	people := []Person{
		{"mika@alpineskihouse.example", "Mika Lindqvist", "owner", alpine.id, "",
			"owner of Alpine Ski House: nominate Adatum Deployment (" + adatum + ") for Office 365, and it reaches silver", nil},
		{"sam@alpineskihouse.example", "Sam Okonjo", "administrator", alpine.id, "", "administrator of Alpine Ski House: may nominate too", nil},
		{"ruth@alpineskihouse.example", "Ruth Amsel", "reader", alpine.id, "", "reads what Alpine Ski House has, and changes nothing", nil},
		{"hayase@hoshifurisato-seika.example", "早瀬 千景", "owner", hoshi.id, "",
			"owner of 星降里製菓: nominate 蛍沢データサービス (" + hotaruzawa + ") for Azure, and it reaches silver", nil},
		{"jo@northwind-cloud.example", "Jo Abernathy", "manager", "", northwind, "Northwind Cloud Practice: gold in Cloud Productivity", nil},
		{"kuroki@kirigamori.example", "黒木 遥", "manager", "", kirigamori, "霧ヶ杜情報技術: a global account with four locations", nil},
		{"sawa@kirigamori.example", "沢 美月", "member", "", kirigamoriOsaka, "霧ヶ杜情報技術 大阪支社: for this location alone", []string{kirigamoriOsaka}},
		{"dana@adatum-deployment.example", "Dana Whitlock", "manager", "", adatum, "Adatum Deployment: one customer short of silver", nil},
		{"misaki@hotaruzawa.example", "三崎 蒼", "manager", "", hotaruzawa, "蛍沢データサービス: close to silver in Cloud Platform", nil},
		{"admin@vendor.example", "Robin Castellane", "admin", "", "", "the vendor's programme desk", nil},
		{"noor@vendor.example", "Noor Haddad", "admin", "", "", "the programme desk too: what one admin corrects in the past, another approves", nil},
	}
	for _, c := range workedCases {
		people = append(people, Person{"partner@t-" + c.id + ".example", "Partner " + c.telling, "manager", "",
			c.partner(c.telling), "worked case: " + c.name, nil})
	}
	return people
}

package demo

// The partners that other files and the tour name by their ids.
const (
	contoso         = "4102337" // a global account: gold in nearly everything
	kirigamori      = "4330418" // a global account with four locations in Japan
	kirigamoriOsaka = "4330420" // one of them
	northwind       = "4623348" // gold in Cloud Productivity
	adatum          = "4620115" // one customer short of silver in Cloud Productivity
	hotaruzawa      = "4641190" // one customer short of silver in Cloud Platform
	wingtip         = "4511203" // the reseller of the English-speaking countries
	hibarino        = "4514776" // the reseller of Japan
	proseware       = "4518390" // the reseller of the German-speaking countries
	contosoBayern   = "4102340" // the location of Contoso that delegated administration goes to
)

// listed are the partners of the programme but those of the worked cases; a location
// stands after its global account. The last column is the domain's first label.
var listed = []partner{
	{contoso, "Contoso Consulting", "", "US", "", "contoso-consulting"},
	{"4102338", "Contoso Consulting Seattle", contoso, "US", "", "contoso-consulting"},
	{contosoBayern, "Contoso Consulting Bayern", contoso, "DE", "", "contoso-consulting"},
	{"4107719", "Contoso Consulting 東京", contoso, "JP", "", "contoso-consulting"},
	{"4215660", "Fabrikam Cloud", "", "DE", "", "fabrikam-cloud"},
	{"4215661", "Fabrikam Cloud Hamburg", "4215660", "DE", "", "fabrikam-cloud"},
	{"4215674", "Fabrikam Cloud Wien", "4215660", "AT", "", "fabrikam-cloud"},
	{kirigamori, "霧ヶ杜情報技術", "", "JP", "", "kirigamori"},
	{"4330419", "霧ヶ杜情報技術 東京本社", kirigamori, "JP", "", "kirigamori"},
	{kirigamoriOsaka, "霧ヶ杜情報技術 大阪支社", kirigamori, "JP", "", "kirigamori"},
	{"4330421", "霧ヶ杜情報技術 福岡支社", kirigamori, "JP", "", "kirigamori"},
	{"4331907", "霧ヶ杜情報技術 札幌支社", kirigamori, "JP", "", "kirigamori"},
	{"4408852", "Litware Managed Services", "", "GB", "", "litware-managed"},
	{"4408853", "Litware Managed Services London", "4408852", "GB", "", "litware-managed"},
	{"4408861", "Litware Managed Services Dublin", "4408852", "IE", "", "litware-managed"},

	{wingtip, "Wingtip Licensing", "", "US", "", "wingtip-licensing"},
	{hibarino, "雲雀野ライセンス販売", "", "JP", "", "hibarino"},
	{proseware, "Proseware Distribution", "", "DE", "", "proseware-distribution"},

	{adatum, "Adatum Deployment", "", "US", "", "adatum-deployment"},
	{northwind, "Northwind Cloud Practice", "", "US", "", "northwind-cloud"},
	{"4627790", "Tailspin Infrastructure", "", "US", "", "tailspin-infra"},
	{"4634061", "夕凪坂ソリューションズ", "", "JP", "", "yunagizaka"},
	{"4638827", "白樺橋テクノロジー", "", "JP", "", "shirakababashi"},
	{hotaruzawa, "蛍沢データサービス", "", "JP", "", "hotaruzawa"},
	{"4645538", "若竹台システム開発", "", "JP", "", "wakatakedai"},
	{"4649906", "花霞野デジタル", "", "JP", "", "hanagasumino"},
	{"4652274", "月白クラウド工房", "", "JP", "", "tsukishiro"},
	{"4656613", "楓ヶ谷ネットワークス", "", "JP", "", "kaedegaya"},
	{"4659981", "Trey Mobility", "", "US", "", "trey-mobility"},
	{"4663320", "Lucerne Devices", "", "CH", "", "lucerne-devices"},
	{"4666709", "Relecloud Partners", "", "US", "", "relecloud-partners"},
	{"4670058", "Humongous CRM", "", "GB", "", "humongous-crm"},
	{"4673497", "VanArsdel IT", "", "US", "", "vanarsdel-it"},
	{"4676836", "Coho Hosting", "", "US", "", "coho-hosting"},
	{"4680175", "Margie's IT", "", "GB", "", "margies-it"},
	{"4683514", "Lamna Systems", "", "US", "", "lamna-systems"},
	{"4686853", "Nebelhain Systemhaus", "", "DE", "", "nebelhain"},
	{"4690192", "Eschenfurt IT", "", "DE", "", "eschenfurt-it"},
	{"4693531", "Lindenmoor Cloud", "", "DE", "", "lindenmoor-cloud"},
	{"4696870", "雪灯里サポート", "", "JP", "", "yukitouri"},
	{"4700209", "藤波原コンサルティング", "", "JP", "", "fujinamihara"},
	{"4703548", "銀杏辻オフィス", "", "JP", "", "ichotsuji"},
	{"4706887", "Bellows Learning Technologies", "", "US", "", "bellows-learning"},
	{"4713565", "Southridge Systems", "", "US", "suspended", "southridge-systems"},
	{"4716904", "朧月夜システムズ", "", "JP", "suspended", "oborozukiyo"},
	{"4720243", "Nod Cloud", "", "US", "", "nod-cloud"},
	{"4723582", "鈴蘭坂クラウド", "", "JP", "", "suzuranzaka"},
}

// enrol adds the listed partners.
func (w *world) enrol() {
	for _, p := range listed {
		if p.status == "" {
			p.status = "active"
		}
		p.email = "info@" + p.email + ".example"
		w.partners = append(w.partners, &p)
	}
}

// offices returns the listed partners that an account is associated through: its
// locations, or itself where it has none (R7).
func offices(account string) []partner {
	var found []partner
	for _, p := range listed {
		if p.parent == account {
			found = append(found, p)
		}
	}
	if found != nil {
		return found
	}
	for _, p := range listed {
		if p.id == account {
			found = append(found, p)
		}
	}
	return found
}

// reseller returns the partner that sells in a country.
func reseller(country string) string {
	switch country {
	case "JP":
		return hibarino
	case "DE", "AT", "CH":
		return proseware
	}
	return wingtip
}

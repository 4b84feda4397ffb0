package demo

// Customers' names are put together from an invented place and a trade; the second of each
// pair is how it is written in a domain.

var japanesePlaces = [][2]string{
	{"朝霧原", "asagirihara"}, {"風鈴坂", "furinzaka"}, {"露草野", "tsuyukusano"}, {"茜雲台", "akanegumodai"},
	{"翠雨町", "suiucho"}, {"琥珀橋", "kohakubashi"}, {"真珠浜", "shinjuhama"}, {"銀河辻", "gingatsuji"},
	{"綿雪峠", "watayukitoge"}, {"夕映川", "yubaegawa"}, {"薄氷沢", "usuraisawa"}, {"若草堤", "wakakusazutsumi"},
	{"小夜橋", "sayobashi"}, {"月兎野", "getsutono"}, {"桜霞台", "okasumidai"}, {"星屑浜", "hoshikuzuhama"},
}

var japaneseTrades = [][2]string{
	{"製作所株式会社", "seisakusho"}, {"食品工業株式会社", "shokuhin"}, {"運輸株式会社", "unyu"}, {"総合病院", "byoin"},
	{"建設株式会社", "kensetsu"}, {"印刷株式会社", "insatsu"}, {"電機株式会社", "denki"}, {"学園", "gakuen"},
	{"薬品株式会社", "yakuhin"}, {"観光株式会社", "kanko"}, {"酒造株式会社", "shuzo"}, {"設計事務所", "sekkei"},
}

var englishPlaces = [][2]string{
	{"Amberfell", "amberfell"}, {"Birchmere", "birchmere"}, {"Cloverdell", "cloverdell"}, {"Dunmarrow", "dunmarrow"},
	{"Elderwick", "elderwick"}, {"Fennbrook", "fennbrook"}, {"Gorsemead", "gorsemead"}, {"Harrowlea", "harrowlea"},
	{"Islecombe", "islecombe"}, {"Kestrelford", "kestrelford"}, {"Larkhollow", "larkhollow"}, {"Mistlebrook", "mistlebrook"},
	{"Nettlestow", "nettlestow"}, {"Quillhaven", "quillhaven"}, {"Rookmarsh", "rookmarsh"}, {"Thistledown", "thistledown"},
}

var englishTrades = [][2]string{
	{"Bakeries", "bakeries"}, {"Clinics", "clinics"}, {"Freight", "freight"}, {"Foods", "foods"},
	{"Architects", "architects"}, {"Dairy", "dairy"}, {"Outfitters", "outfitters"}, {"Insurance", "insurance"},
	{"Schools", "schools"}, {"Glassworks", "glassworks"}, {"Furniture", "furniture"}, {"Legal", "legal"},
}

var germanPlaces = [][2]string{
	{"Buchenrieder", "buchenrieder"}, {"Fichtenmoor", "fichtenmoor"}, {"Taubenhain", "taubenhain"}, {"Drosselrieder", "drosselrieder"},
	{"Silbertaler", "silbertaler"}, {"Wolkenhof", "wolkenhof"}, {"Ahornbrücker", "ahornbruecker"}, {"Krähenwinkler", "kraehenwinkler"},
}

var germanTrades = [][2]string{
	{"Maschinenbau GmbH", "maschinenbau"}, {"Spedition GmbH", "spedition"}, {"Optik GmbH", "optik"}, {"Kliniken", "kliniken"},
	{"Möbelwerke GmbH", "moebelwerke"}, {"Brauerei", "brauerei"}, {"Druckhaus", "druckhaus"}, {"Stadtwerke", "stadtwerke"},
}

// classic are fictitious companies of long standing.
var classic = [][2]string{
	{"Fourth Coffee", "fourthcoffee"}, {"Woodgrove Bank", "woodgrovebank"}, {"Tailspin Toys", "tailspintoys"},
	{"Northwind Traders", "northwindtraders"}, {"Adventure Works Cycles", "adventure-works"},
	{"Wide World Importers", "wideworldimporters"}, {"Trey Research", "treyresearch"}, {"Coho Winery", "cohowinery"},
	{"Margie's Travel", "margiestravel"}, {"School of Fine Art", "fineartschool"},
	{"Humongous Insurance", "humongousinsurance"}, {"Lucerne Publishing", "lucernepublishing"},
	{"Wingtip Toys", "wingtiptoys"}, {"Litware, Inc.", "litwareinc"}, {"Proseware, Inc.", "prosewareinc"},
}

// shuffledNames returns the customers that can be, by country, in the order in which they
// are given away.
func (w *world) shuffledNames() map[string][]customer {
	english := w.joined(englishPlaces, englishTrades, " ")
	half := len(english) * 2 / 3
	american := english[:half]
	for _, c := range classic {
		american = append([]customer{{name: c[0], domain: c[1] + ".example"}}, american...)
	}
	return map[string][]customer{
		"JP": w.joined(japanesePlaces, japaneseTrades, ""),
		"US": american,
		"GB": english[half:],
		"DE": w.joined(germanPlaces, germanTrades, " "),
	}
}

func (w *world) joined(places, trades [][2]string, space string) []customer {
	var all []customer
	for _, place := range places {
		for _, trade := range trades {
			all = append(all, customer{name: place[0] + space + trade[0], reading: kana[place[0]] + kana[trade[0]], domain: place[1] + "-" + trade[1] + ".example"})
		}
	}
	w.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// newCustomer adds a customer of a country, with a name in its language.
func (w *world) newCustomer(country string) *customer {
	language := map[string]string{"AT": "DE", "CH": "DE", "IE": "GB"}[country]
	if language == "" {
		language = country
	}
	c := w.names[language][0]
	w.names[language] = w.names[language][1:]
	c.id, c.country = guid("tenant", c.domain), country
	w.customers = append(w.customers, &c)
	return &c
}

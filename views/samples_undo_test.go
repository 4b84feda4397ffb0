package views

// sampleStays are rows that an undo leaves as they are.
var sampleStays = []ImportStay{
	{Line: 12, Key: []string{"9b1f-office-hq", "2016-04", ""}, Why: "later", By: 14, ByFile: "sales.csv", ByLine: 7},
	{Key: []string{"lucerne"}, Why: "subscriptions"},
}

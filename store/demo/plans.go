package demo

// A plan tells the figures that a partner account is to reach in the last month with the customers that
// it holds. The book is made to fit, so that whoever looks around finds every competency
// at every level, and partners that miss one by little.
type plan struct {
	account   string
	customers int
	office    int64 // active entitlements of Office 365, roughly; for Cloud Productivity
	fresh     int   // of its customers, the new ones of the last 12 months; for SMMCS
	seats     int64 // of Office 365 sold to the new ones
	crm       int64 // seats of CRM Online sold in the last 12 months; for Cloud CRM
	azure     int64 // dollars consumed in the last 12 months; for Cloud Platform
	mobility  int64 // active entitlements of EMS, Azure AD Premium and Intune, roughly; for EMM
}

// The thresholds that these are to be read against, silver and gold: office 2,000 and
// 4,000; seats and fresh 40 and 4, 250 and 25; crm 50 and 150; azure 15,000 and 100,000;
// mobility 1,000 and 2,500.
var plans = []plan{
	{contoso, 24, 6200, 9, 260, 210, 168_000, 3100},
	{"4215660", 15, 4600, 3, 80, 0, 42_000, 1300},
	{kirigamori, 34, 2900, 28, 420, 64, 9_000, 2700},
	{"4408852", 12, 2300, 6, 140, 96, 21_000, 400},
	{adatum, 9, 1930, 3, 55, 15, 4_000, 110},
	{northwind, 12, 4900, 5, 200, 0, 3_000, 600},
	{"4627790", 8, 800, 2, 40, 0, 132_000, 300},
	{"4634061", 29, 1200, 27, 330, 20, 2_000, 150},
	{"4638827", 9, 2600, 4, 90, 0, 0, 500},
	{hotaruzawa, 5, 300, 1, 20, 0, 14_400, 0},
	{"4645538", 6, 150, 4, 38, 0, 0, 60},
	{"4649906", 4, 500, 2, 30, 0, 0, 0},
	{"4652274", 4, 250, 1, 15, 47, 0, 0},
	{"4656613", 5, 400, 2, 40, 88, 0, 0},
	{"4659981", 8, 300, 1, 30, 0, 0, 2750},
	{"4663320", 5, 200, 1, 20, 0, 0, 945},
	{"4666709", 6, 600, 2, 50, 0, 36_000, 200},
	{"4670058", 6, 300, 1, 25, 178, 0, 0},
	{"4673497", 6, 900, 3, 60, 0, 0, 1450},
	{"4676836", 4, 150, 1, 10, 0, 17_800, 0},
	{"4680175", 10, 450, 9, 170, 0, 0, 0},
	{"4683514", 8, 2150, 2, 60, 30, 0, 250},
	{"4686853", 15, 700, 14, 230, 0, 1_200, 120},
	{"4690192", 6, 1880, 1, 40, 0, 0, 0},
	{"4693531", 3, 90, 1, 12, 0, 0, 0},
	{"4696870", 2, 60, 1, 8, 0, 0, 0},
	{"4700209", 3, 200, 0, 0, 0, 0, 40},
	{"4703548", 4, 120, 3, 66, 0, 0, 0},
	{"4706887", 4, 350, 2, 25, 0, 0, 0},
	{"4713565", 4, 600, 2, 30, 0, 0, 0},
	{"4716904", 3, 90, 0, 0, 0, 5_000, 200},
}

// tight reports whether a few seats more would take the account to another level, so that
// its older customers buy none in the window.
func (p *plan) tight() bool { return p.fresh >= 4 && p.seats < 40 }

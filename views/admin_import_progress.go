package views

// ImportProgressPage says how far uploaded files are read, or stored. Its browser loads it again by itself,
// until there is something else at its address.
type ImportProgressPage struct {
	Frame
	Token       string
	Storing     bool
	Read, Total int64 // bytes
}

func (p ImportProgressPage) title() string {
	if p.Storing {
		return p.T("progress.storing")
	}
	return p.T("progress.reading")
}

// said is how far it is, in words.
func (p ImportProgressPage) said() string {
	if p.Read >= p.Total {
		return p.T("progress.all")
	}
	return p.T("progress.read", "Read", p.kilobytes(p.Read), "Total", p.kilobytes(p.Total), "Percent", p.percent())
}

func (p ImportProgressPage) percent() int64 { return p.Read * 100 / max(p.Total, 1) }

// kilobytes rounds up, so that little is not nothing.
func (p ImportProgressPage) kilobytes(bytes int64) string { return p.L.Number((bytes + 1023) / 1024) }

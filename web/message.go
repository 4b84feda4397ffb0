package web

import (
	"shimei/store/directory"
	"shimei/store/outbox"
	"shimei/store/programme"
	"shimei/views"
)

// messageOf is a message as it is put into words.
func messageOf(p *programme.Programme, m outbox.Message) views.Message {
	d := m.Details
	v := views.Message{Key: m.Key, Topic: string(m.Topic), Kind: string(m.Kind), About: m.About, At: m.At.In(p.Zone), Read: m.ReadAt != nil,
		Told: views.Told{Customer: d.Customer, TenantID: d.TenantID, Partner: views.PartnerRef{ID: d.PartnerID, Name: d.Partner},
			Name: d.Name, By: d.By, Reason: d.Reason, Note: d.Note, Final: d.Disputed, Again: d.Objected, Was: spanOf(p, d.Was), Is: spanOf(p, d.Is), Days: d.Days, Count: d.Count}}
	if k, known := p.Route(d.Route); known {
		v.Route = p.Routes[k].Name
	}
	if k, known := p.Product(d.Product); known {
		v.Product = p.Products[k].Name
	} else if d.Product != "" { // of a programme that was in force then
		v.Product = programme.Text{En: d.Product, Ja: d.Product}
	}
	v.Contact = d.Contact
	for _, x := range d.Levels {
		v.Levels = append(v.Levels, levelTold(p, x))
	}
	if d.Until != 0 { // the first instant after the last day
		last := (d.Until - 1).In(p.Zone)
		v.LastDay = &last
	}
	return v
}

// levelTold is a change of a level as it is put into words. A competency of a programme that was in force then is
// named by its id.
func levelTold(p *programme.Programme, x outbox.LevelChange) views.LevelTold {
	v := views.LevelTold{Kind: string(x.Kind), Competency: programme.Text{En: x.Competency, Ja: x.Competency}, Level: x.Level, Holds: x.Holds}
	if k, known := p.Competency(x.Competency); known {
		v.Competency = p.Competencies[k].Name
	}
	if m, err := programme.ParseMonth(x.Until); err == nil {
		v.Until = &m
	}
	return v
}

// spanOf is a span by the days of the programme's zone; nil for none.
func spanOf(p *programme.Programme, s *outbox.Span) *views.Span {
	if s == nil {
		return nil
	}
	v := &views.Span{From: s.From.In(p.Zone)}
	if s.To != 0 {
		v.To = views.TimeOf(s.To, p.Zone)
	}
	return v
}

// LetterOf puts a message into words for the person whom it is for, in the language that they chose; site is the
// address of the portal, "" where it is not known, and token that of a link that is good once, "" for none.
func LetterOf(p *programme.Programme, m outbox.Message, site, token string) (letter views.Letter, language string) {
	l, v := views.For(m.To.Language), messageOf(p, m)
	v.Token = token
	return views.NewLetter(l, v, personOf(m.To), site), l.Language()
}

// personOf is a person as pages and letters name them.
func personOf(x directory.Person) views.Person {
	return views.Person{Name: x.Name, Email: x.Email, Role: string(x.Role), Organisation: x.Organisation, Audience: views.Audience(x.Role.Audience())}
}

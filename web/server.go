package web

import (
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"shimei/static"
	"shimei/store"
	"shimei/views"
	"shimei/web/signon"
)

// Options are the parts and the settings of a portal.
type Options struct {
	Store          *store.Store
	Log            *slog.Logger
	Version        string
	TrustedProxies []*net.IPNet // whose word on the client's address is taken; nobody's by default
	Mails          bool         // somebody sends the messages of this portal by mail
	PublicURL      string       // where people reach the portal, such as https://partners.vendor.example; "" where nobody has said
	Sessions       SessionLife  // the zero value is UsualSessionLife
	SecondFactor   FactorPolicy // the zero value is FactorOfVendor
	PlainHTTP      bool         // cookies without Secure, for an evaluation without TLS
	// Patience tells when a request has waited long enough for an import, and its page says how far it is; nil
	// for a second after it was asked.
	Patience func() <-chan time.Time
	SignOn   []signon.Config // providers of single sign-on
	Demo     []DemoPerson    // people whom the sign-in page signs in by a click; nil for a real portal
}

// DemoPerson is somebody whom the demonstration offers on its sign-in page.
type DemoPerson struct{ Email string }

type portal struct {
	Options
	sessions sessions.Store
	life     SessionLife
	cookie   http.Cookie // as the portal's cookies are, without name's ending and value
	sections map[views.Audience][]views.Section
	signOns  []*signon.Provider
	uploads  *uploads
	tried    *uploads // programme files that are simulated
	jobs     *jobs
	besides  chan struct{} // holds one for each thing that is being recorded (request.recordBeside)
	memory   *memory       // what pages are made of, until something changes
	evidence *atomic.Int64 // bytes of evidence that requests under way may have in memory
}

// New returns a portal.
func New(o Options) *Portal {
	from := clientAddress(o.TrustedProxies)
	kept := newSessions(o.Store, o.Sessions, o.PlainHTTP, from)
	p := &portal{Options: o, sessions: kept, life: kept.life, cookie: kept.cookie, sections: navigation(), uploads: newUploads(o.Store.Now), tried: newUploads(o.Store.Now), jobs: newJobs(), besides: make(chan struct{}, besidesAtOnce), memory: &memory{}, evidence: &atomic.Int64{}}
	for _, c := range o.SignOn {
		p.signOns = append(p.signOns, signon.New(c, o.Store.Now))
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = from
	e.HTTPErrorHandler = p.fail
	e.Use(p.identify, p.logged, middleware.RecoverWithConfig(middleware.RecoverConfig{DisableStackAll: true, LogErrorFunc: p.logPanic}),
		secured, middleware.GzipWithConfig(middleware.GzipConfig{Level: gzipLevel}), p.crossOrigin)
	e.GET(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	e.GET("/healthz", p.health)
	for _, r := range routes {
		if r.demo && o.Demo == nil {
			continue
		}
		limit := formLimit
		switch {
		case r.upload:
			limit = uploadLimit
		case r.evidence:
			limit = evidenceLimit
		}
		e.Add(r.method, r.path, p.page(r), middleware.BodyLimit(limit))
		if r.method == get {
			e.Add(http.MethodHead, r.path, p.page(r), middleware.BodyLimit(limit))
		}
	}
	return &Portal{e, p.jobs, p.uploads, p.evidence}
}

// gzipLevel makes pages a tenth larger than the usual level does, in a third of the time, which
// is more than the rest of a page takes.
const gzipLevel = 3

// clientAddress tells where a request comes from: the connection's other end, or where that
// is a trusted proxy the address that the proxy passes on.
func clientAddress(trusted []*net.IPNet) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, proxies := range trusted {
		options = append(options, echo.TrustIPRange(proxies))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// The most that a form, a form with evidence, and an upload of facts may weigh.
const (
	formLimit     = "256K"
	evidenceLimit = "51M" // as many files as come at once, and the words beside them
	uploadLimit   = "512M"
)

// identify gives every request an id, which error pages show and the log holds.
func (p *portal) identify(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, newRequestID())
		return next(c)
	}
}

func (p *portal) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		p.Log.InfoContext(c.Request().Context(), "request", "method", c.Request().Method, "path", pathOf(c),
			"status", c.Response().Status, "id", requestID(c), "ip", c.RealIP())
		return nil
	}
}

// pathOf is the address of a request as the log has it: without a secret that stands in it.
func pathOf(c echo.Context) string {
	for _, rt := range routes {
		if rt.secret && rt.path == c.Path() {
			return rt.path
		}
	}
	return c.Request().URL.Path
}

func (p *portal) logPanic(c echo.Context, err error, stack []byte) error {
	p.Log.ErrorContext(c.Request().Context(), "panic", "error", err, "id", requestID(c), "stack", string(stack))
	return err
}

// secured sets the headers that keep a page to itself. Everything comes from the portal,
// and nothing is kept by what lies between, since pages are a person's own. A whole page
// says besides that the browser may keep it (request.unchanged).
func secured(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		return next(c)
	}
}

// crossOrigin refuses a change that another site's page sends.
func (p *portal) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if err := protection.Check(c.Request()); err != nil {
			return echo.NewHTTPError(http.StatusForbidden, err.Error())
		}
		return next(c)
	}
}

func (p *portal) health(c echo.Context) error {
	if err := p.Store.Ready(c.Request().Context()); err != nil {
		return echo.NewHTTPError(http.StatusServiceUnavailable, err.Error())
	}
	return c.String(http.StatusOK, "ok\n")
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"shimei/store"
	"shimei/store/db"
	"shimei/views"
	"shimei/web"
)

type serveCommand struct {
	Addr         string        `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen."`
	Demo         bool          `help:"Serve a populated demonstration, made afresh in a temporary database, on loopback only."`
	TrustedProxy []string      `placeholder:"CIDR" help:"Proxies whose word on a client's address is taken, such as 127.0.0.1/32. Without, all behind a proxy share one limit of sign-ins."`
	Wait         time.Duration `name:"wait-for-database" default:"1m" help:"How long to wait at the start for a PostgreSQL server that is not up yet."`
	Grace        time.Duration `default:"5s" help:"How long requests and imports under way have to finish once it is told to stop; what has not by then is cut off, and said."`
	PublicURL    publicURL     `name:"public-url" placeholder:"URL" help:"Where people reach the portal, such as https://partners.vendor.example: for addresses that are sent to others, and links in mail. Without, pages and mails show addresses without it."`
	SessionIdle  time.Duration `default:"30m" help:"How long a sign-in lasts without use."`
	SessionLife  time.Duration `default:"12h" help:"How long a sign-in lasts, however much it is used."`
	SessionSure  time.Duration `name:"session-confirm" default:"15m" help:"How long after a person last proved who it is a sensitive change asks for the password again."`
	SecondFactor string        `enum:"vendor,everybody,choice" default:"vendor" help:"Of whom a second step of signing in is wanted: ${enum}. Customers and partners may always want it of their own people."`
	SignOn       string        `name:"sign-on" placeholder:"FILE" help:"Providers of single sign-on with OpenID Connect, as docs/sign-on.md says; it needs --public-url."`
	PlainHTTP    bool          `help:"Keep sign-ins without TLS too: for an evaluation, where no TLS proxy stands in front."`
	Watch        string        `placeholder:"FOLDER" help:"Take in the fact files that come into a folder too, as \"shimei watch\" does; the options --watch-… are those of its files."`
	Feed         feedOptions   `embed:"" prefix:"watch-"`
	mailOptions
}

// Run serves the portal until it is told to stop.
func (c serveCommand) Run(t *terminal) error {
	proxies, err := c.proxies()
	if err != nil {
		return err
	}
	logger := slog.New(slog.NewTextHandler(t.err, nil))
	watched, err := c.watching(logger)
	if err != nil {
		return err
	}
	providers, err := c.providers()
	if err != nil {
		return err
	}
	duty, err := c.duties(t, logger)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	o := web.Options{Log: logger, Version: version, TrustedProxies: proxies, PublicURL: string(c.PublicURL), PlainHTTP: c.PlainHTTP,
		Sessions: web.SessionLife{Idle: c.SessionIdle, Longest: c.SessionLife, Confirm: c.SessionSure}, Mails: duty.server != nil,
		SecondFactor: web.FactorPolicy(c.SecondFactor), SignOn: providers}
	end := func() error { return o.Store.Close() }
	if c.Demo {
		var d demonstrated
		d, err = demonstration(t, listener)
		o.Store, o.Demo, o.PlainHTTP, o.SecondFactor, end = d.store, d.people, true, web.FactorByChoice, d.end
		o.PublicURL = cmp.Or(o.PublicURL, reached(listener.Addr()))
	} else {
		o.Store, err = t.whenUp(c.Wait, func() (*store.Store, error) { return t.open(db.MayMake) })
	}
	if t.ctx.Err() != nil && err != nil { // told to stop before it began, whatever that cut off
		return listener.Close()
	}
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	here := reached(listener.Addr())
	first, err := c.setUp(t.ctx, o.Store, here)
	if err != nil && t.ctx.Err() == nil {
		return errors.Join(err, listener.Close(), end())
	}
	fmt.Fprintf(t.out, "Shimei is at %s\n%s", here, first) // at once: whoever reads a line lets serve go on
	portal := web.New(o)
	ctx, over := context.WithCancelCause(t.ctx)
	defer over(nil)
	watched.begin(ctx, o.Store)
	duty.store, duty.over = o.Store, over
	duty.begin(ctx)
	err = errors.Join(serve(ctx, listener, portal, stopping{c.Grace, o.Log, portal}), watched.end())
	duty.end()
	return errors.Join(outdated(ctx), err, end())
}

// outdated is why a portal that nobody told to stop has ended: the database is of a newer version by now.
func outdated(ctx context.Context) error {
	if why := context.Cause(ctx); errors.Is(why, store.ErrNewer) {
		return why
	}
	return nil
}

// reached is where a browser on this machine opens what listens at an address: at localhost where that is all addresses.
func reached(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return "http://" + net.JoinHostPort("localhost", port)
	}
	return "http://" + at.String()
}

// setUp says what to do first: with an empty portal to become its admin, and with the demonstration to choose somebody.
func (c serveCommand) setUp(ctx context.Context, s *store.Store, here string) (string, error) {
	if c.Demo {
		return "This is the demonstration: choose who you are on the first page. Press Ctrl+C to end it.\n", nil
	}
	token, err := s.SetUpToken(ctx)
	if err != nil || token == "" {
		return "", err
	}
	path := cmp.Or(string(c.PublicURL), here) + views.JoinPath(views.JoinSetUp, token)
	return fmt.Sprintf("The portal has no admin yet. Become the first, once, within 24 hours, at %s\n", path), nil
}

// duties are what the portal does by itself, which has yet to begin.
func (c serveCommand) duties(t *terminal, log *slog.Logger) (*duties, error) {
	server, err := c.server()
	if err != nil {
		return nil, err
	}
	if server != nil && c.Demo {
		return nil, misuse{errors.New("the people of the demonstration are not there to read mail; leave out --smtp-url")}
	}
	return &duties{log: log, ticks: t.ticks(dutyEvery), server: server, site: string(c.PublicURL), grace: c.Grace}, nil
}

// watching is the watcher of --watch, which has yet to begin.
func (c serveCommand) watching(log *slog.Logger) (w watching, err error) {
	switch {
	case c.Watch == "":
		return w, nil
	case c.Demo:
		return w, misuse{errors.New("the demonstration is gone when it ends, and so would be the files of a feed; leave out --watch")}
	}
	w.watcher, err = c.Feed.watcher(c.Watch, c.Grace, log)
	return w, err
}

func (c serveCommand) proxies() ([]*net.IPNet, error) {
	var proxies []*net.IPNet
	for _, text := range c.TrustedProxy {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, misuse{fmt.Errorf("%q is not a range of addresses; write it as 127.0.0.1/32", text)}
		}
		proxies = append(proxies, network)
	}
	return proxies, nil
}

// The longest that parts of an exchange may take. An upload of facts and its import may
// take long, so the whole of an answer has time; what a client sends first does not.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 10 * time.Minute
	writeTimeout  = 30 * time.Minute
	idleTimeout   = 2 * time.Minute
)

// serve answers requests until ctx ends, and then lets those under way finish, for a while.
func serve(ctx context.Context, l net.Listener, h http.Handler, end stopping) error {
	current := newUnderway()
	server := &http.Server{Handler: current.watch(h), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: 64 << 10}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stopped <- end.stop(server, current)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}

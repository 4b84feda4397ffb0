package main

type serveCommand struct {
	Addr string `default:"127.0.0.1:8080"`
}

func (serveCommand) Run(t *terminal) error { return nil }

// Package toml reads a TOML file that a person wrote, and gathers all that is wrong with it, each with line
// and column, so that whoever wrote it sees every mistake at once.
//
//	node.go    the values of a file, with their places
//	reader.go  the file, and what is wrong with it
//	table.go   one table of it: which keys it may have, and what their values must be
//
// Programme files (store/programme) and mappings (store/mapping) are read with it.
package toml

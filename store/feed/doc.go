// Package feed takes in the fact files that other systems put into a folder, such as a vendor's nightly
// export. A [Watcher] looks into the folder every few seconds, takes each file once it is whole, moves it
// to done/ or refused/ in the folder and puts a report beside it.
//
// # When a file is whole
//
// By its name a file is a fact file (usage.csv, usage.csv.gz, …), is still being written (.usage.csv,
// usage.csv.part, …), or is none of ours. A fact file is whole once two looks that are [Options.Settle] apart
// see the same file with the same size and time of change. It is taken when nothing else in the folder that
// is, or becomes, a fact file has changed for as long, so that the files of one night are taken together, in
// the order of dependence; but it waits for others at most half an hour. An empty file counts as one
// that is being written for half an hour: a program whose output goes to a file makes it empty first.
// What changes while it is read is not stored, and is taken once it is whole.
//
// # What comes of it
//
// Each file is an import of its own, whole or not at all. One that is refused keeps none of the others from
// being taken. A file stays where it is while the database is away, while it cannot be read, and
// where it cannot be moved; then it is not imported again, only moved once that can be done. If the process ends
// between an import and its move, the next one imports the file again, which changes nothing.
//
// Where to look:
//
//	watcher.go      Watcher: its options, its loop and how it stops
//	look.go         what is in the folder, and which files are whole
//	names.go        what a file is by its name
//	sweep.go        the files of one look, one after another
//	source.go       a file while it is read
//	move.go         done/ and refused/, and the reports
//	patience.go     when something that failed is tried again
//	lock.go         one watcher a folder; lock_unix.go and lock_windows.go the system's part
//
// Where such locks do not reach from one machine to another, the database has one watcher at a time take files.
//
// No path leaves the folder: all are opened below it (os.Root), and symbolic links are left alone.
package feed

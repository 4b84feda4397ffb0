// Package outbox is what people are told: messages of what others did, which are read in the portal and
// sent by mail. A message is written by the transaction of the happening that it tells of, one for each
// person, by one statement; it is put into words, and sent, later.
//
//	message.go    a message: topics, kinds and details
//	tell.go       writes the messages of a happening, to the people of circles
//	registered.go tells the FastTrack desk, and the support contact at an address that is nobody's here
//	list.go       a person's messages, and all of them
//	mail.go       how far the mail of a message is: claims, outcomes, when it is tried again
//	claim.go      takes messages to be mailed, each by one sender at a time
//	choices.go    the topics that a person wants no mail of, and those that they choose to be told of
//
// Who is told of an act on a request is decided by programme.WhoHears.
//
// # Mail goes out at least once
//
// A sender claims a message before it sends it, for some minutes, and says afterwards what came of it. A
// sender that ends in between leaves it open whether the server has the mail. When the claim is over the
// message is sent once more, with the same Message-ID, by which mail programs show the two as one. Meanwhile
// its state is Unsure; if that is broken off too it is Failed, which admins see, and sent no more by itself.
package outbox

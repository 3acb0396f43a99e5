// Package failpoint holds the named points at which a test makes the program fail: where a power cut, a bad disk or a mistake
// of ours would strike.
//
// The rule: a program that is built without the tag "failpoint" fails nowhere, and its points cost nothing. In one that is
// built with it the environment variable KASSA_FAIL names a file; a line "POINT ACTION" in it arms a point, which strikes once:
// the line is gone before the point acts, so a program that starts again does not meet it twice. The actions are
//
//	panic     a mistake of ours
//	kill      the process is gone, as by a power cut
//	eio       the disk answers with an I/O error
//	enospc    the disk is full
//
// A worked example: the test writes "commit.after eio" into the file and taps Exact cash. The sale is committed, but the till
// hears of an I/O error: it must open the books anew, find the sale, and say that it was stored.
package failpoint

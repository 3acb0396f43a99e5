//go:build !windows

package sound

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// machine beeps through the first player of sound files that is installed: PipeWire's, PulseAudio's, ALSA's or that of macOS.
// The files are written when they are first needed, into a folder that is removed at the end.
func machine() (play func(Tone), done func()) {
	player := ""
	for _, name := range []string{"pw-play", "paplay", "aplay", "afplay"} {
		if found, err := exec.LookPath(name); err == nil {
			player = found
			break
		}
	}
	if player == "" {
		return func(Tone) {}, func() {}
	}
	return filePlayer(func(file string) error {
		ctx, stop := context.WithTimeout(context.Background(), longest)
		defer stop()
		return exec.CommandContext(ctx, player, file).Run()
	})
}

// longest is how long a player may take that finds its sound card busy.
const longest = 2 * time.Second

// filePlayer plays tones as files.
func filePlayer(run func(file string) error) (play func(Tone), done func()) {
	folder, files := "", map[Tone]string{}
	play = func(t Tone) {
		if _, there := files[t]; !there {
			if folder == "" {
				dir, err := os.MkdirTemp("", "kassa-sound-")
				if err != nil {
					return
				}
				folder = dir
			}
			hertz, _ := t.shape()
			file := filepath.Join(folder, strconv.Itoa(hertz)+".wav")
			if os.WriteFile(file, wave(t), 0o600) != nil {
				return
			}
			files[t] = file
		}
		_ = run(files[t]) // a player that fails is a till without a voice
	}
	return play, func() {
		if folder != "" {
			_ = os.RemoveAll(folder)
		}
	}
}

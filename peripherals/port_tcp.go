package peripherals

import (
	"context"
	"errors"
	"net"
	"os"
	"time"
)

// TCPPort is a connection to a device.
type TCPPort struct {
	conn net.Conn
	ctx  func() error // why the context ended, or nil
	stop func() bool
}

// OpenTCP connects to "host:port" within 3 s and within ctx. The fault is DeviceSilent when nobody answers.
func OpenTCP(ctx context.Context, place string) (*TCPPort, error) {
	dialer := net.Dialer{Timeout: dialWait}
	conn, err := dialer.DialContext(ctx, "tcp", place)
	if err != nil {
		return nil, portFault(place, err)
	}
	p := &TCPPort{conn: conn, ctx: ctx.Err}
	p.stop = context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	return p, nil
}

// Read waits at most 0.1 s.
func (p *TCPPort) Read(into []byte) (int, error) {
	_ = p.conn.SetReadDeadline(time.Now().Add(readWait))
	if err := p.ctx(); err != nil {
		return 0, err
	}
	n, err := p.conn.Read(into)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return n, p.ctx()
	}
	return n, err
}

// Write goes on as long as some bytes pass within 5 s.
func (p *TCPPort) Write(data []byte) (int, error) {
	sent := 0
	for sent < len(data) {
		_ = p.conn.SetWriteDeadline(time.Now().Add(writeWait))
		if err := p.ctx(); err != nil {
			return sent, err
		}
		n, err := p.conn.Write(data[sent:])
		sent += n
		switch {
		case err == nil:
		case p.ctx() != nil:
			return sent, p.ctx()
		case !errors.Is(err, os.ErrDeadlineExceeded):
			return sent, err
		case n == 0:
			return sent, errStalled
		}
	}
	return sent, nil
}

// CloseWrite tells the device that nothing more comes; it can still answer.
func (p *TCPPort) CloseWrite() error {
	if half, ok := p.conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// Close ends the connection.
func (p *TCPPort) Close() error {
	p.stop()
	return p.conn.Close()
}

#!/bin/sh
# Installs Kassa from this folder:
#   ./install.sh                    for you alone, in ~/.local; as root for everybody, in /usr/local
#   ./install.sh --prefix DIR       somewhere else
#   ./install.sh --remove           takes it away again; the folder of the shop stays
set -eu
from=$PWD
cd "$(dirname "$0")"
remove=
prefix=$HOME/.local
[ "$(id -u)" != 0 ] || prefix=/usr/local
while [ $# -gt 0 ]; do
    case "$1" in
    --prefix)
        prefix=${2:?--prefix wants a folder}
        case "$prefix" in /*) ;; *) prefix=$from/$prefix ;; esac # the desktop file needs all of the path
        shift
        ;;
    --remove) remove=yes ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
    shift
done

# refresh lets the desktop see what changed; a system without these tools sees it at the next sign-in.
refresh() {
    update-desktop-database "$prefix/share/applications" 2>/dev/null || true
    gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor" 2>/dev/null || true
}

if [ -n "$remove" ]; then
    rm -f "$prefix/bin/kassa" "$prefix/share/applications/kassa.desktop" "$prefix"/share/icons/hicolor/*/apps/kassa.png
    rm -rf "$prefix/share/doc/kassa"
    [ "$(id -u)" != 0 ] || rm -f /etc/udev/rules.d/60-kassa.rules
    refresh
    echo "Kassa was removed from $prefix."
    exit
fi

mkdir -p "$prefix/bin" "$prefix/share/applications" "$prefix/share/icons" "$prefix/share/doc"
cp kassa "$prefix/bin/kassa.new"
chmod 755 "$prefix/bin/kassa.new"
mv "$prefix/bin/kassa.new" "$prefix/bin/kassa" # whole, also while the old one runs
cp -R share/icons/hicolor "$prefix/share/icons/"
cp -R share/doc/kassa "$prefix/share/doc/"
sed "s|^Exec=env KASSA_DESKTOP=1 kassa|Exec=env KASSA_DESKTOP=1 \"$prefix/bin/kassa\"|" share/applications/kassa.desktop >"$prefix/share/applications/kassa.desktop"
refresh
echo "Kassa is installed: $prefix/bin/kassa"
if [ "$(id -u)" = 0 ] && [ -d /etc/udev/rules.d ] && [ "$prefix" = /usr/local ]; then
    cp 60-kassa.rules /etc/udev/rules.d/
    udevadm control --reload 2>/dev/null && udevadm trigger --subsystem-match=tty --subsystem-match=usbmisc 2>/dev/null || true
else
    echo "A printer on USB or on a serial port may ask for rights. As root, either of these gives them:"
    echo "  cp 60-kassa.rules /etc/udev/rules.d/ && udevadm control --reload     then plug it in again"
    echo "  usermod -aG lp,dialout $(id -un)                                     then sign in again"
fi

// The plain loop behind --engine packet: one frame, sendmmsg on a packet socket, past the queue discipline.
// Usage: packet_loop INTERFACE FRAME-FILE
#define _GNU_SOURCE
#include "frame.h"
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>

enum { BATCH = 128 };

int main(int argc, char **argv)
{
    static unsigned char frames[BATCH][LONGEST_FRAME];
    static struct mmsghdr messages[BATCH];
    static struct iovec pieces[BATCH];
    if (argc != 3)
        return 2;
    int descriptor = socket(AF_PACKET, SOCK_RAW, 0);
    if (descriptor < 0)
        fail("socket");
    int bypass = 1;
    if (setsockopt(descriptor, SOL_PACKET, PACKET_QDISC_BYPASS, &bypass, sizeof bypass) != 0)
        fail("PACKET_QDISC_BYPASS");
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(argv[1])};
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
        fail("bind");
    for (int i = 0; i < BATCH; i++) {
        pieces[i].iov_base = frames[i];
        pieces[i].iov_len = read_frame(argv[2], frames[i]);
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    for (;;)
        if (sendmmsg(descriptor, messages, BATCH, 0) < 0 && errno != ENOBUFS && errno != EAGAIN)
            fail("sendmmsg");
}

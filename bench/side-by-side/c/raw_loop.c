// The plain loop behind --engine raw: one datagram with its own IPv4 header, sendmmsg on a raw socket.
// Usage: raw_loop ADDRESS FRAME-FILE (the frame's Ethernet header is left out, its destination replaced)
#define _GNU_SOURCE
#include "frame.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 128, ETHERNET = 14, DESTINATION = 16 };

int main(int argc, char **argv)
{
    static unsigned char frames[BATCH][LONGEST_FRAME];
    static struct mmsghdr messages[BATCH];
    static struct iovec pieces[BATCH];
    if (argc != 3)
        return 2;
    int descriptor = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
    if (descriptor < 0)
        fail("socket");
    struct sockaddr_in address = {.sin_family = AF_INET};
    if (inet_pton(AF_INET, argv[1], &address.sin_addr) != 1)
        return 2;
    for (int i = 0; i < BATCH; i++) {
        size_t length = read_frame(argv[2], frames[i]);
        memcpy(frames[i] + ETHERNET + DESTINATION, &address.sin_addr, sizeof address.sin_addr);
        pieces[i].iov_base = frames[i] + ETHERNET;
        pieces[i].iov_len = length - ETHERNET;
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
        messages[i].msg_hdr.msg_name = &address;
        messages[i].msg_hdr.msg_namelen = sizeof address;
    }
    for (;;)
        if (sendmmsg(descriptor, messages, BATCH, 0) < 0 && errno != ENOBUFS && errno != EAGAIN)
            fail("sendmmsg");
}

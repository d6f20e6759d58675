// The plain loop behind receive --listen: recvmmsg on a UDP socket, datagrams counted and forgotten. With "told" it asks
// the kernel for what our receiver asks: the sender's address, the time of arrival, the TTL.
// Usage: udp_receive_loop PORT [told]     ends on SIGINT, prints how many came
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BATCH = 128, LONGEST_DATAGRAM = 2048, CONTROL = 128, BUFFER = 64 << 20 };

static volatile sig_atomic_t ended;

static void end(int signal)
{
    (void)signal;
    ended = 1;
}

static void demand(int result, const char *what)
{
    if (result >= 0)
        return;
    perror(what);
    exit(3);
}

int main(int argc, char **argv)
{
    static unsigned char datagrams[BATCH][LONGEST_DATAGRAM];
    static unsigned char control[BATCH][CONTROL];
    static struct sockaddr_in names[BATCH];
    static struct mmsghdr messages[BATCH];
    static struct iovec pieces[BATCH];
    if (argc < 2)
        return 2;
    int told = argc > 2, on = 1, size = BUFFER;
    struct sigaction action = {.sa_handler = end};
    sigaction(SIGINT, &action, NULL);
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    demand(descriptor, "socket");
    demand(setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size), "SO_RCVBUFFORCE");
    if (told) {
        demand(setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on), "SO_TIMESTAMPNS");
        demand(setsockopt(descriptor, IPPROTO_IP, IP_RECVTTL, &on, sizeof on), "IP_RECVTTL");
    }
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1]))};
    demand(bind(descriptor, (struct sockaddr *)&address, sizeof address), "bind");
    for (int i = 0; i < BATCH; i++) {
        pieces[i] = (struct iovec){datagrams[i], LONGEST_DATAGRAM};
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    fprintf(stderr, "receiving from udp %s\n", argv[1]);
    long received = 0;
    while (!ended) {
        for (int i = 0; told && i < BATCH; i++) {
            messages[i].msg_hdr.msg_name = &names[i];
            messages[i].msg_hdr.msg_namelen = sizeof names[i];
            messages[i].msg_hdr.msg_control = control[i];
            messages[i].msg_hdr.msg_controllen = CONTROL;
        }
        int count = recvmmsg(descriptor, messages, BATCH, MSG_WAITFORONE, NULL);
        if (count > 0)
            received += count;
        else if (errno != EINTR && errno != EAGAIN)
            demand(count, "recvmmsg");
    }
    printf("%ld\n", received);
}

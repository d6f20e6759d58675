// The plain loop behind --engine xdp: one frame, AF_XDP in copy mode, queue 0, no library.
// Usage: xdp_loop INTERFACE FRAME-FILE
#define _GNU_SOURCE
#include "frame.h"
#include <errno.h>
#include <linux/if_xdp.h>
#include <net/if.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

#ifndef XDP_MAX_TX_SKB_BUDGET
#define XDP_MAX_TX_SKB_BUDGET 9
#endif

enum { RING = 1024, BATCH = 256, FRAMES = 1024, FRAME_SIZE = 2048 };

struct ring {
    _Atomic uint32_t *producer, *consumer;
    void *entries;
};

static struct ring map_ring(int descriptor, struct xdp_ring_offset offset, size_t entry, off_t at)
{
    char *memory =
        mmap(NULL, offset.desc + RING * entry, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, descriptor, at);
    if (memory == MAP_FAILED)
        fail("mmap");
    return (struct ring){(void *)(memory + offset.producer), (void *)(memory + offset.consumer), memory + offset.desc};
}

static void set(int descriptor, int option, const void *value, socklen_t length)
{
    if (setsockopt(descriptor, SOL_XDP, option, value, length) != 0)
        fail("setsockopt");
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    int descriptor = socket(AF_XDP, SOCK_RAW, 0);
    if (descriptor < 0)
        fail("socket");
    unsigned char *umem = mmap(
        NULL, FRAMES * FRAME_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    size_t length = 0;
    for (int i = 0; i < FRAMES; i++)
        length = read_frame(argv[2], umem + i * FRAME_SIZE);
    struct xdp_umem_reg memory = {.addr = (uintptr_t)umem, .len = FRAMES * FRAME_SIZE, .chunk_size = FRAME_SIZE};
    int ring = RING, one = 1;
    set(descriptor, XDP_UMEM_REG, &memory, sizeof memory);
    set(descriptor, XDP_UMEM_FILL_RING, &one, sizeof one);
    set(descriptor, XDP_UMEM_COMPLETION_RING, &ring, sizeof ring);
    set(descriptor, XDP_TX_RING, &ring, sizeof ring);
    struct xdp_mmap_offsets offsets;
    socklen_t size = sizeof offsets;
    if (getsockopt(descriptor, SOL_XDP, XDP_MMAP_OFFSETS, &offsets, &size) != 0)
        fail("XDP_MMAP_OFFSETS");
    struct ring tx = map_ring(descriptor, offsets.tx, sizeof(struct xdp_desc), XDP_PGOFF_TX_RING);
    struct ring done = map_ring(descriptor, offsets.cr, sizeof(uint64_t), XDP_UMEM_PGOFF_COMPLETION_RING);
    struct sockaddr_xdp address = {
        .sxdp_family = AF_XDP, .sxdp_flags = XDP_COPY | XDP_USE_NEED_WAKEUP, .sxdp_ifindex = if_nametoindex(argv[1])};
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
        fail("bind");
    // Kernels before 6.17 have no such option and send 32 frames per call.
    setsockopt(descriptor, SOL_XDP, XDP_MAX_TX_SKB_BUDGET, &ring, sizeof ring);

    uint32_t produced = 0, reaped = 0;
    for (;;) {
        reaped = atomic_load_explicit(done.producer, memory_order_acquire);
        atomic_store_explicit(done.consumer, reaped, memory_order_release);
        for (int i = 0; i < BATCH && produced - reaped < FRAMES; i++, produced++) {
            struct xdp_desc *entry = (struct xdp_desc *)tx.entries + produced % RING;
            entry->addr = (uint64_t)(produced % FRAMES) * FRAME_SIZE;
            entry->len = (uint32_t)length;
            entry->options = 0;
        }
        atomic_store_explicit(tx.producer, produced, memory_order_release);
        while (produced != atomic_load_explicit(tx.consumer, memory_order_acquire))
            if (sendto(descriptor, NULL, 0, MSG_DONTWAIT, NULL, 0) < 0 && errno != EAGAIN && errno != EBUSY
                && errno != ENOBUFS)
                fail("sendto");
    }
}

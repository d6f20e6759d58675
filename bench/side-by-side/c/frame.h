// What the C loops share: the frame to send, read from a file.
#include <stdio.h>
#include <stdlib.h>

enum { LONGEST_FRAME = 2048 };

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static size_t read_frame(const char *path, unsigned char *frame)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(path);
    size_t length = fread(frame, 1, LONGEST_FRAME, file);
    fclose(file);
    return length;
}

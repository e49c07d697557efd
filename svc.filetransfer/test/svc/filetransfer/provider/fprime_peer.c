// SPDX-License-Identifier: Apache-2.0
/*
 * The other end, in C: F´ frames and file packets, written from their description alone, as a second implementation to test ours
 * against. With -DHAVE_ZLIB the CRC is zlib's, otherwise it is computed here.
 *
 *   fprime_peer frame                     reads payloads in hexadecimal, a line each; writes a frame for each, in hexadecimal
 *   fprime_peer deframe                   reads frames in hexadecimal, a line each; writes for each its payload, or what is wrong
 *   fprime_peer send FILE DEST BYTES      writes the frames of a file, BYTES of it in each, one after the other, in binary
 *   fprime_peer receive FILE              reads such frames, and writes the file; fails unless all of it is right
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#define MAX_FRAME 70000

static uint8_t frame[MAX_FRAME];
static uint8_t payload[MAX_FRAME];

static void fail(const char *what)
{
    fprintf(stderr, "fprime_peer: %s\n", what);
    exit(1);
}

static uint32_t crc(const uint8_t *bytes, size_t length)
{
#ifdef HAVE_ZLIB
    return (uint32_t) crc32(0, bytes, (uInt) length);
#else
    uint32_t value = 0xFFFFFFFFu;
    for (size_t i = 0; i < length; i++) {
        value ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            value = value & 1 ? value >> 1 ^ 0xEDB88320u : value >> 1;
        }
    }
    return ~value;
#endif
}

static uint8_t *put(uint8_t *at, uint32_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--) {
        *at++ = (uint8_t) (value >> 8 * i);
    }
    return at;
}

static uint32_t get(const uint8_t *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

/* Makes a frame of the payload; answers its length. */
static size_t make_frame(size_t length)
{
    put(put(frame, 0xDEADBEEFu, 4), (uint32_t) length, 4);
    memcpy(frame + 8, payload, length);
    put(frame + 8 + length, crc(frame, 8 + length), 4);
    return length + 12;
}

/* Answers what is wrong with the frame, or null: then it is taken apart. */
static const char *take_apart(size_t size, size_t *length)
{
    if (size < 12) {
        return "InvalidBuffer";
    }
    if (get(frame, 4) != 0xDEADBEEFu) {
        return "InvalidStartWord";
    }
    *length = get(frame + 4, 4);
    if (*length > size - 12) {
        return "InvalidLength";
    }
    if (get(frame + 8 + *length, 4) != crc(frame, 8 + *length)) {
        return "InvalidChecksum";
    }
    memcpy(payload, frame + 8, *length);
    return NULL;
}

/* Reads a line of hexadecimal; answers how many bytes it has, or -1 at the end. */
static long read_hex(uint8_t *into)
{
    static char line[2 * MAX_FRAME + 2];
    if (!fgets(line, sizeof line, stdin)) {
        return -1;
    }
    size_t digits = strcspn(line, "\n");
    for (size_t i = 0; i < digits / 2; i++) {
        unsigned value;
        if (sscanf(line + 2 * i, "%2x", &value) != 1) {
            fail("no hexadecimal");
        }
        into[i] = (uint8_t) value;
    }
    return (long) (digits / 2);
}

static void write_hex(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        printf("%02x", bytes[i]);
    }
    printf("\n");
}

/* Adds a byte of the file to its checksum. */
static uint32_t add(uint32_t sum, uint8_t byte, uint32_t offset)
{
    return sum + ((uint32_t) byte << 8 * (3 - offset % 4));
}

static uint8_t *packet(int type, uint32_t index)
{
    return put(put(put(payload, 3, 2), (uint32_t) type, 1), index, 4);
}

static void send_packet(const uint8_t *end)
{
    size_t size = make_frame((size_t) (end - payload));
    if (fwrite(frame, 1, size, stdout) != size) {
        fail("can't write");
    }
}

static uint8_t *put_path(uint8_t *at, const char *path)
{
    size_t length = strlen(path);
    at = put(at, (uint32_t) length, 1);
    memcpy(at, path, length);
    return at + length;
}

static void send_file(const char *path, const char *destination, uint32_t bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) {
        fail("can't open the file");
    }
    uint32_t size = (uint32_t) ftell(file);
    rewind(file);
    send_packet(put_path(put_path(put(packet(0, 0), size, 4), "peer"), destination));
    uint32_t sum = 0;
    uint32_t index = 1;
    for (uint32_t offset = 0; offset < size; index++) {
        uint32_t length = size - offset < bytes ? size - offset : bytes;
        uint8_t *data = put(put(packet(1, index), offset, 4), length, 2);
        if (fread(data, 1, length, file) != length) {
            fail("can't read the file");
        }
        for (uint32_t i = 0; i < length; i++) {
            sum = add(sum, data[i], offset + i);
        }
        send_packet(data + length);
        offset += length;
    }
    send_packet(put(packet(2, index), sum, 4));
    fclose(file);
}

static void receive_file(const char *path)
{
    FILE *file = NULL;
    uint32_t size = 0;
    uint32_t received = 0;
    uint32_t sum = 0;
    for (uint32_t index = 0;; index++) {
        size_t length;
        if (fread(frame, 1, 8, stdin) != 8 || get(frame + 4, 4) > MAX_FRAME - 12
            || fread(frame + 8, 1, get(frame + 4, 4) + 4, stdin) != get(frame + 4, 4) + 4) {
            fail("the input ends, or is no frame");
        }
        const char *fault = take_apart(get(frame + 4, 4) + 12, &length);
        if (fault) {
            fail(fault);
        }
        if (length < 7 || get(payload, 2) != 3 || get(payload + 3, 4) != index) {
            fail("not the next file packet");
        }
        switch (payload[2]) {
        case 0:
            if (index != 0 || length != 13u + payload[11] + payload[12 + payload[11]]) {
                fail("no START packet");
            }
            size = get(payload + 7, 4);
            file = fopen(path, "wb");
            if (!file) {
                fail("can't open the file");
            }
            break;
        case 1:
            if (!file || get(payload + 7, 4) != received || length - 13 != get(payload + 11, 2)) {
                fail("not the next DATA packet");
            }
            for (size_t i = 13; i < length; i++) {
                sum = add(sum, payload[i], received++);
            }
            if (fwrite(payload + 13, 1, length - 13, file) != length - 13) {
                fail("can't write the file");
            }
            break;
        case 2:
            if (!file || length != 11 || received != size || get(payload + 7, 4) != sum || fclose(file)) {
                fail("not the right END packet");
            }
            if (getchar() != EOF) {
                fail("something follows");
            }
            return;
        default:
            fail("an unexpected packet");
        }
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    long size;
    if (!strcmp(what, "frame")) {
        while ((size = read_hex(payload)) >= 0) {
            write_hex(frame, make_frame((size_t) size));
        }
    } else if (!strcmp(what, "deframe")) {
        while ((size = read_hex(frame)) >= 0) {
            size_t length;
            const char *fault = take_apart((size_t) size, &length);
            if (fault) {
                printf("%s\n", fault);
            } else {
                write_hex(payload, length);
            }
        }
    } else if (!strcmp(what, "send") && argc == 5) {
        send_file(argv[2], argv[3], (uint32_t) atol(argv[4]));
    } else if (!strcmp(what, "receive") && argc == 3) {
        receive_file(argv[2]);
    } else {
        fail("usage: frame | deframe | send FILE DEST BYTES | receive FILE");
    }
    return 0;
}

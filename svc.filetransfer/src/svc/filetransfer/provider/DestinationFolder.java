// SPDX-License-Identifier: Apache-2.0
package svc.filetransfer.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/** The folder that files are received into, and which paths lead to a place in it. */
final class DestinationFolder {

    /** F´: {@code FileNameStringSize}. */
    static final int MAX_PATH_BYTES = 240;

    /** On Windows a file of such a name is a device, whatever its folder and its ending. */
    private static final Pattern DEVICE = Pattern.compile(
        "(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00B9\u00B2\u00B3]) *(\\..*)?");

    private final Path root;

    /**
     * Makes the folder of this path, which must be there.
     *
     * @throws IllegalArgumentException if it is no folder; the message says so
     */
    DestinationFolder(String path) {
        try {
            root = Path.of(path).toRealPath();
            if (path.isEmpty() || !Files.isDirectory(root)) {
                throw new IOException("it is no folder");
            }
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("folder '" + path + "' can't be used: " + e
                + "; give the path of a folder that is there",
                e);
        }
    }

    /**
     * {@return the place in the folder that a destination path means}
     *
     * @throws RefusedPathException if that is not allowed
     */
    Path resolve(byte[] path) throws RefusedPathException {
        if (path.length == 0) {
            throw new RefusedPathException("is empty");
        }
        if (path.length > MAX_PATH_BYTES) {
            throw new RefusedPathException("is longer than " + MAX_PATH_BYTES + " bytes");
        }
        String text = decoded(path);
        if (text.startsWith("/")) {
            throw new RefusedPathException("is absolute");
        }
        checkCharacters(text);
        Path place = root;
        try {
            for (String name : text.split("/", -1)) {
                checkName(name);
                place = place.resolve(name);
            }
        } catch (InvalidPathException e) {
            throw new RefusedPathException("is no path on this system");
        }
        check(place);
        return place;
    }

    private static String decoded(byte[] path) throws RefusedPathException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedPathException("is not UTF-8");
        }
    }

    private static void checkCharacters(String text) throws RefusedPathException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || c == ':') {
                // On Windows these lead to other drives, folders and streams; a file that can't go there has no such name here.
                throw new RefusedPathException("has a " + (c == ':' ? "colon" : "backslash") + " in it");
            }
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    throw new RefusedPathException("has a character in it that can't be seen");
                default -> {
                }
            }
        }
    }

    private static void checkName(String name) throws RefusedPathException {
        if (name.isEmpty()) {
            throw new RefusedPathException("has an empty name in it");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new RefusedPathException("has " + name + " in it");
        }
        // In whatever case: there are file systems to which that is one name.
        if (name.regionMatches(true, 0, PartFile.PREFIX, 0, PartFile.PREFIX.length())) {
            throw new RefusedPathException("has the name of a file that is not whole");
        }
        if (DEVICE.matcher(name).matches()) {
            throw new RefusedPathException("has the name of a device on Windows in it");
        }
    }

    /**
     * Looks at what is there now: between the folder and the place there are folders only, and at the place a file or nothing.
     *
     * @throws RefusedPathException if it is not so
     */
    void check(Path place) throws RefusedPathException {
        Path names = root.relativize(place);
        Path each = root;
        for (int i = 0; i < names.getNameCount(); i++) {
            each = each.resolve(names.getName(i));
            boolean last = i == names.getNameCount() - 1;
            try {
                BasicFileAttributes found = Files.readAttributes(each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (found.isSymbolicLink()) {
                    throw new RefusedPathException("leads through a symbolic link");
                }
                if (last ? !found.isRegularFile() : !found.isDirectory()) {
                    throw new RefusedPathException(last ? "is there, and is no file" : "leads through what is no folder");
                }
            } catch (NoSuchFileException e) {
                if (!last) {
                    throw new RefusedPathException("leads through a folder that is not there");
                }
            } catch (IOException e) {
                throw new RefusedPathException("can't be looked at: " + e.getClass().getSimpleName());
            }
        }
    }
}

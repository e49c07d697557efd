// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class JsonObjectTest {

    @Test
    void writesWhatItWasGivenInThatOrder() {
        assertEquals("{\"a\":-1,\"b\":true,\"c\":null,\"d\":{},\"e\":[{\"f\":\"g\"},{}],\"h\":[\"i\",null]}",
            new JsonObject().put("a", -1).put("b", true).put("c", (String) null).put("d", new JsonObject())
                .put("e", List.of(new JsonObject().put("f", "g"), new JsonObject())).strings("h", Arrays.asList("i", null))
                .toString());
    }

    @Test
    void leavesNothingOfAStringThatMeansSomethingElsewhere() {
        String hostile = "\"}</script><img src=x onerror='a()'>&\\\n\r\u2028\u0000\uD800${x}é";
        String json = new JsonObject().put("name", hostile).toString();
        assertEquals("{\"name\":\"\\u0022}\\u003c/script\\u003e\\u003cimg src=x onerror=\\u0027a()\\u0027\\u003e\\u0026\\u005c"
            + "\\u000a\\u000d\\u2028\\u0000\\ud800${x}\\u00e9\"}", json);
        assertTrue(json.chars().allMatch(c -> c >= ' ' && c <= '~'), json);
    }
}

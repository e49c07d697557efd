// SPDX-License-Identifier: Apache-2.0
// Makes elements. Text only ever becomes text: nothing that a server sends is read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, and children: elements or texts. */
export function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
}

/** The same, of SVG. */
export function drawing(name, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(made, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        made.setAttribute(name, String(value));
    }
    made.append(...children.map((child) => child instanceof Node ? child : String(child)));
    return made;
}

/** Sets a text if it differs, so that nothing that stands still is announced or selected anew. */
export function say(where, text) {
    if (where.textContent !== String(text)) {
        where.textContent = String(text);
    }
}

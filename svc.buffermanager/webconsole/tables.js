// SPDX-License-Identifier: Apache-2.0
// Tables whose rows stay while their figures change.

import {element, say} from './dom.js';

/** A table of rows that have keys. */
export class Table {
    /**
     * @param caption what it shows
     * @param columns for each {title, value: row => text or element, css}; the first is the row's heading
     * @param css the table's class, if any
     */
    constructor(caption, columns, css = '') {
        this.columns = columns;
        this.rows = new Map();
        this.body = element('tbody');
        const heads = columns.map((column) => element('th', {scope: 'col', class: column.css ?? ''}, column.title));
        this.table = element('table', {class: css}, element('caption', {}, caption),
            element('thead', {}, element('tr', {}, ...heads)), this.body);
        this.root = element('div', {class: 'wide'}, this.table);
    }

    /** Shows these rows, in this order. */
    show(rows, key) {
        const gone = new Set(this.rows.keys());
        rows.forEach((row, i) => {
            const name = key(row);
            gone.delete(name);
            const shown = this.rows.get(name) ?? this.make(name);
            this.columns.forEach((column, j) => this.set(shown.cells[j], column, row));
            if (this.body.children[i] !== shown.line) {
                this.body.insertBefore(shown.line, this.body.children[i] ?? null);
            }
        });
        for (const name of gone) {
            this.rows.get(name).line.remove();
            this.rows.delete(name);
        }
        // A table that scrolls sideways can be scrolled by keyboard.
        const scrolls = this.root.scrollWidth > this.root.clientWidth;
        if (scrolls !== this.root.hasAttribute('tabindex')) {
            this.root.toggleAttribute('tabindex', scrolls);
            if (scrolls) {
                this.root.setAttribute('tabindex', '0');
            }
        }
    }

    make(name) {
        const cells = this.columns.map((column, i) => i === 0
            ? element('th', {scope: 'row', class: column.css ?? ''})
            : element('td', {class: column.css ?? '', 'data-label': column.title}));
        const shown = {line: element('tr', {}, ...cells), cells};
        this.rows.set(name, shown);
        return shown;
    }

    set(cell, column, row) {
        if (column.draw) {
            column.draw(cell, row);
        } else {
            say(cell, column.value(row));
        }
    }
}

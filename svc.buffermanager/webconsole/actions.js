// SPDX-License-Identifier: Apache-2.0
// The buttons: each asks the server for one thing, and says what came of it.

import {element, say} from './dom.js';
import {duration, number} from './units.js';

const {root, token} = document.body.dataset;

/** A button that does something for a manager. */
export function button(label, manager, result, action, text) {
    const made = element('button', {type: 'button'}, label);
    made.addEventListener('click', async () => {
        if (made.getAttribute('aria-disabled') === 'true') {
            return;
        }
        made.setAttribute('aria-disabled', 'true');
        try {
            const [good, said] = await perform(`${root}/${manager}/${action()}`, text);
            result.classList.toggle('bad', !good);
            say(result, said);
        } finally {
            made.removeAttribute('aria-disabled');
        }
    });
    return made;
}

async function perform(path, text) {
    try {
        const response = await fetch(path, {method: 'POST', headers: {'X-Buffers-Token': token}, redirect: 'error'});
        return response.ok ? text(await response.json()) : [false, `${response.status}: ${(await response.text()).trim()}`];
    } catch (failure) {
        return [false, `the server gave no answer (${failure.message})`];
    }
}

/** What an audit says. */
export function audited(audit) {
    const looked = `audit: ${number(audit.slots)} buffers looked at in ${duration(audit.nanos)}`;
    const left = audit.undecided === 0 ? '' : `; ${number(audit.undecided)} changed too fast to be decided`;
    if (audit.findings.length === 0) {
        return [true, `${looked}, all is sound${left}`];
    }
    const more = audit.moreFindings === 0 ? '' : `; and ${number(audit.moreFindings)} more`;
    return [false, `${looked}: ${audit.findings.join('; ')}${more}${left}`];
}

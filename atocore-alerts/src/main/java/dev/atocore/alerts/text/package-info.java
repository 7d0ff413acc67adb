/**
 * Texts, JSON, secrets and settings, with no alert in them. {@link dev.atocore.alerts.text.Text} is
 * the entry type: it makes a text well formed, bounded and plain. Not exported.
 */
@NullMarked
package dev.atocore.alerts.text;

import org.jspecify.annotations.NullMarked;

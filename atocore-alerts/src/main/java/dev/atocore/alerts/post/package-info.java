/**
 * HTTP to the outside, with guarded addresses, bounded answers and one deadline. {@link
 * dev.atocore.alerts.post.Courier} is the entry type: it makes one attempt to bring an alert to a
 * receiver. Not exported.
 */
@NullMarked
package dev.atocore.alerts.post;

import org.jspecify.annotations.NullMarked;

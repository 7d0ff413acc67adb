/**
 * What HTTP and the terminal show of a store at a glance. {@link
 * dev.atocore.server.dashboard.Dashboard} reads the whole picture at once, cheaply enough for every
 * page load. Both the command line and the web page show it, so they cannot tell different stories.
 */
@NullMarked
package dev.atocore.server.dashboard;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.atocore.server.web;

import org.jspecify.annotations.NullMarked;

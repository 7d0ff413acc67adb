/**
 * Running checks. {@link dev.atocore.integrity.run.CheckRun} runs some checks side by side and
 * keeps nothing; {@link dev.atocore.integrity.run.RunWatch} follows a run from outside and can end
 * it early. Each check is a job with a connection of its own, so that one which fails does not
 * disturb the others.
 */
@NullMarked
package dev.atocore.integrity.run;

import org.jspecify.annotations.NullMarked;

/**
 * What a repair does to one row of the store. {@link dev.atocore.integrity.mend.RepairAction} names
 * what can be done; a check that is a {@link dev.atocore.integrity.mend.RepairableCheck} turns its
 * findings into {@linkplain dev.atocore.integrity.mend.RepairStep steps}. Planning and applying
 * them is the business of {@code repair}.
 */
@NullMarked
package dev.atocore.integrity.mend;

import org.jspecify.annotations.NullMarked;

/**
 * Mending what a check found. {@link dev.atocore.integrity.repair.Repair} makes a {@link
 * dev.atocore.integrity.repair.RepairPlan}, which writes nothing, and applies it after a backup,
 * in batches that are each whole. Which step mends a finding the check says itself, what a step
 * does is in {@code mend}.
 */
@NullMarked
package dev.atocore.integrity.repair;

import org.jspecify.annotations.NullMarked;

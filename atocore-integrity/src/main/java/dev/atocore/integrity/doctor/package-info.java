/**
 * What AtoCore needs to run: Java, folders, files, the disk, receivers of alerts, the nightly run.
 * {@link dev.atocore.integrity.doctor.Doctor} looks at all of it and reports a {@link
 * dev.atocore.integrity.doctor.Diagnosis} each. It works where the store does not.
 */
@NullMarked
package dev.atocore.integrity.doctor;

import org.jspecify.annotations.NullMarked;

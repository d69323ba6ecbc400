// ICICLE's C interface as of v3.1 to v4, as far as it is implemented here.
#pragma once

#include <cstddef>
#include <cstdint>

namespace interface {

// icicle::eIcicleError.
enum Code : int {
    SUCCESS = 0,
    INVALID_DEVICE = 1,
    OUT_OF_MEMORY = 2,
    INVALID_POINTER = 3,
    COPY_FAILED = 6,
    INVALID_ARGUMENT = 11,
    UNKNOWN_ERROR = 14,
};

// icicle::Device.
struct Device {
    char kind[64];
    int id;
};

// icicle::MSMConfig.
struct MsmConfig {
    void* stream;
    int precompute_factor;
    int window;
    int bitsize;
    int batch_size;
    bool are_points_shared_in_batch;
    bool are_scalars_on_device;
    bool are_scalars_montgomery_form;
    bool are_points_on_device;
    bool are_points_montgomery_form;
    bool are_results_on_device;
    bool is_async;
    void* extension;

    // One sum of scalars in the host's memory, all written as integers.
    bool is_supported() const
    {
        return stream == nullptr && precompute_factor == 1 && bitsize == 0 && batch_size == 1
            && !are_scalars_on_device && !are_scalars_montgomery_form && !are_points_montgomery_form
            && !are_results_on_device && !is_async;
    }
};
static_assert(sizeof(MsmConfig) == 40, "as in ICICLE's headers");

// icicle::NTTConfig over BN254's scalar field.
struct NttConfig {
    void* stream;
    uint64_t coset_generator[4];
    int batch_size;
    bool columns_batch;
    int ordering;
    bool are_inputs_on_device;
    bool are_outputs_on_device;
    bool is_async;
    void* extension;

    // One transform in natural order over the domain itself, in the host's memory.
    bool is_supported() const
    {
        return stream == nullptr && coset_generator[0] == 1 && coset_generator[1] == 0 && coset_generator[2] == 0
            && coset_generator[3] == 0 && batch_size == 1 && ordering == 0 && !are_inputs_on_device
            && !are_outputs_on_device && !is_async;
    }
};
static_assert(sizeof(NttConfig) == 64, "as in ICICLE's headers");

// icicle::NTTDir.
enum Direction : int { FORWARD = 0, INVERSE = 1 };

} // namespace interface

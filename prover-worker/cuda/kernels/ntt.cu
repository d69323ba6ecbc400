// Transforms over the scalar field.

#include <ff/alt_bn128.hpp>
#include <ntt/ntt.cuh>

#include "errors.cuh"

#ifndef __CUDA_ARCH__
extern "C" int proofnet_ntt(const fr_t* input, int size, int direction, const interface::NttConfig* config, fr_t* output)
{
    if (input == nullptr || config == nullptr || output == nullptr)
        return interface::INVALID_POINTER;
    const bool is_power = size > 0 && (size & (size - 1)) == 0;
    if (!is_power || !config->is_supported() || (direction != interface::FORWARD && direction != interface::INVERSE))
        return interface::INVALID_ARGUMENT;
    uint32_t log_size = 0;
    while ((size >> (log_size + 1)) != 0)
        log_size++;
    if (log_size > MAX_LG_DOMAIN_SIZE)
        return interface::INVALID_ARGUMENT;
    return guarded([=] {
        const gpu_t& gpu = select_gpu(-1);
        // A transform is linear, so that it does not matter in which form the values are written.
        if (input != output)
            memcpy(output, input, (size_t)size * sizeof(fr_t));
        RustError error = NTT::Base(gpu, output, log_size, NTT::InputOutputOrder::NN,
                                    direction == interface::FORWARD ? NTT::Direction::forward : NTT::Direction::inverse,
                                    NTT::Type::standard);
        free(error.message);
        if (error.code != cudaSuccess)
            (void)cudaGetLastError();
        return code_of(static_cast<cudaError_t>(error.code));
    });
}

// The roots are compiled in: accepts those of their domains, and refuses others.
extern "C" int proofnet_ntt_init_domain(const fr_t* root, const void* config)
{
    if (root == nullptr || config == nullptr)
        return interface::INVALID_POINTER;
    fr_t wanted = *root;
    wanted.to();
    for (int log_size = 0; log_size <= S; log_size++)
        if (memcmp(&wanted, &forward_roots_of_unity[log_size], sizeof(wanted)) == 0)
            return log_size <= MAX_LG_DOMAIN_SIZE ? interface::SUCCESS : interface::INVALID_ARGUMENT;
    return interface::INVALID_ARGUMENT;
}

extern "C" int proofnet_ntt_release_domain()
{
    return interface::SUCCESS;
}
#endif

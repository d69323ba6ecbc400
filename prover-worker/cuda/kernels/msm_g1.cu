// Sums in G1.

#include <ff/alt_bn128.hpp>

typedef fp_t coordinate_t;
#define KERNEL_OF_GROUP(name) name##_in_g1

#include "msm.cuh"

#ifndef __CUDA_ARCH__
extern "C" int proofnet_msm_g1(const fr_t* scalars, const void* points, int size, const interface::MsmConfig* config,
                               Homogeneous* sum)
{
    return msm(scalars, points, size, config, sum);
}
#endif
